package run.leger.conformance.caddy;

import java.util.Objects;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.CaddyOracleSuite;

/** The suite against the real Caddy. */
class CaddyOracleIT extends CaddyOracleSuite {
    private static @Nullable AdaptingCaddy running;

    @BeforeContainer
    static void start() {
        running = AdaptingCaddy.start();
    }

    @AfterContainer
    static void stop() {
        Objects.requireNonNull(running, "started before").close();
    }

    @Override
    protected Oracle oracle() {
        return Objects.requireNonNull(running, "started before");
    }
}
