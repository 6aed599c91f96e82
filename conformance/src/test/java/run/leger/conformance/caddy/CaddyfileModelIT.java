package run.leger.conformance.caddy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.Caddyfile;
import run.leger.caddy.HostileStrings;
import run.leger.caddy.InvalidCaddyfileException;
import run.leger.caddy.UnwritableValueException;
import run.leger.caddy.syntax.CaddyfileGrammar;
import run.leger.caddy.syntax.SyntaxException;
import run.leger.caddy.syntax.SyntaxTree;

/** What went through {@link Caddyfile} has the same blocks for Caddy. */
class CaddyfileModelIT {
    private static @Nullable CaddyfileJudge running;

    @BeforeContainer
    static void start() {
        running = new CaddyfileJudge(CaddyfileGrammar.ENVIRONMENT);
    }

    @AfterContainer
    static void stop() {
        Objects.requireNonNull(running, "started before").close();
    }

    private static String blocks(String text) {
        return Objects.requireNonNull(running, "started before")
                .blocks(text.getBytes(StandardCharsets.UTF_8))
                .text();
    }

    @Provide
    Arbitrary<String> files() {
        return CaddyfileGrammar.files();
    }

    @Provide
    Arbitrary<String> soup() {
        return HostileStrings.caddyfiles();
    }

    @Property
    void a_file_means_the_same(@ForAll("files") String text) {
        assertThat(blocks(Caddyfile.of(SyntaxTree.parse(text)).render())).isEqualTo(blocks(text));
    }

    @Property
    void a_text_without_order_means_the_same_or_is_refused(@ForAll("soup") String text) {
        // What an import brings is not looked at, and what a span becomes may be syntax.
        String source = text.replace('$', 'S').replace("import", "imports");
        String before = blocks(source);
        if (before.equals("EOF")) {
            return; // Of no bytes; what is printed has a line end.
        }
        String printed;
        try {
            printed = Caddyfile.of(SyntaxTree.parse(source)).render();
        } catch (SyntaxException | InvalidCaddyfileException e) {
            return; // Whether Caddy refuses it is shown elsewhere.
        } catch (UnwritableValueException e) {
            return; // An open quote can hold what no quotes can.
        }
        // Only the end of a file can keep a value from needing quotes, which are marked.
        assertThat(blocks(printed).replace("\\u0001", "")).isEqualTo(before.replace("\\u0001", ""));
    }
}
