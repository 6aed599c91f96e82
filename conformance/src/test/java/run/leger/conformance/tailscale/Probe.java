package run.leger.conformance.tailscale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.leger.core.LegerException;

/**
 * The method of an endpoint, called with arguments that do no harm.
 *
 * @param endpoint the endpoint as in {@code KnownEndpoint.key()}, such as {@code PATCH prefs}
 * @param alone whether the daemon is of no use to others afterwards
 * @param call what to do
 */
record Probe(String endpoint, boolean alone, Call call) {
    /** One or few calls of the client, and the value of the one in question. */
    interface Call {
        Object on(Scene scene) throws Exception;
    }

    /** Returns what the call threw, or null for nothing. A probe that is wrong itself does not come back. */
    @Nullable
    RuntimeException outcome(Scene scene) {
        try {
            assertThat(call.on(scene)).isNotNull().isNotEqualTo(Optional.empty());
            return null;
        } catch (LegerException e) {
            return e;
        } catch (Exception | AssertionError e) {
            throw new AssertionError("the probe of " + endpoint + " is wrong: " + e, e);
        }
    }
}
