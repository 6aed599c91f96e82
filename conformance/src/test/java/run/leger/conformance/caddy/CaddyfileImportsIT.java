package run.leger.conformance.caddy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.imports.Expansion;
import run.leger.caddy.imports.ImportException;
import run.leger.caddy.imports.ImportResolver;
import run.leger.caddy.imports.ImportsGrammar;
import run.leger.caddy.imports.ImportsGrammar.Generated;
import run.leger.caddy.imports.ImportsGrammar.Production;
import run.leger.caddy.syntax.SyntaxTree;

/**
 * Expanded imports against Caddy's own: its block parser makes the same of the file with its imports as of our file without, token by token and
 * line by line. The property makes {@code jqwik.tries.default} sets of files.
 */
class CaddyfileImportsIT {
    private static final Map<String, String> ENVIRONMENT = Map.of("LEGER_WORD", "word", "LEGER_OPEN", "{");
    private static final Set<Production> SEEN = EnumSet.noneOf(Production.class);
    private static final Map<String, Integer> OUTCOMES = new HashMap<>();
    private static @Nullable CaddyfileJudge running;

    /** What we refuse on purpose and Caddy's block parser takes. */
    private enum Difference {
        OUTSIDE("it leads out of ", "files outside of the root are never read"),
        UNREADABLE(
                "what Caddy makes of the imports here",
                "no text gives these blocks: Caddy's directives refuse them, or misread them"),
        UNWRITABLE("what an argument makes of this token", "no spelling gives this text");

        final String reason;
        final String why;

        Difference(String reason, String why) {
            this.reason = reason;
            this.why = why;
        }
    }

    @BeforeContainer
    static void start() {
        running = new CaddyfileJudge(ENVIRONMENT);
    }

    @AfterContainer
    static void stop() {
        caddy().close();
        System.out.println(OUTCOMES);
        // A production that is never made would prove nothing, nor would files of which none is taken.
        assertThat(SEEN).isEqualTo(EnumSet.allOf(Production.class));
    }

    private static CaddyfileJudge caddy() {
        return Objects.requireNonNull(running, "started before");
    }

    @Provide
    Arbitrary<Generated> sets() {
        return ImportsGrammar.generated();
    }

    @Property
    void the_expanded_file_means_to_caddy_what_the_file_means(@ForAll("sets") Generated set) throws IOException {
        SEEN.addAll(set.productions());
        Path root = caddy().directory();
        for (Map.Entry<String, String> file : set.files().entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        byte[] main = set.files().get(ImportsGrammar.MAIN).getBytes(StandardCharsets.UTF_8);
        CaddyfileJudge.Answer answer = caddy().lines(main);
        SyntaxTree expanded;
        try {
            SyntaxTree tree = SyntaxTree.parseTolerantly(ImportsGrammar.MAIN, main);
            expanded = Expansion.of(tree, ImportResolver.within(root), ENVIRONMENT::get)
                    .tree();
        } catch (ImportException e) {
            assertRefused(e, answer);
            return;
        }
        assertThat(answer.isOk()).as(answer.text()).isTrue();
        count("same");
        CaddyfileJudge.Answer ours = caddy().lines(expanded.toBytes());
        assertThat(ours.isOk()).as(ours.text() + expanded.print()).isTrue();
        assertThat(comparable(ours)).as(expanded.print()).isEqualTo(comparable(answer));
    }

    private static void count(String outcome) {
        OUTCOMES.merge(outcome, 1, Integer::sum);
    }

    private static void assertRefused(ImportException e, CaddyfileJudge.Answer answer) {
        for (Difference difference : Difference.values()) {
            if (e.reason().contains(difference.reason)) {
                count(difference + (answer.isOk() ? "" : " (both)"));
                return;
            }
        }
        count("refused");
        assertThat(answer.isOk()).as(e.getMessage()).isFalse();
        if (e.reason().startsWith("Caddy fails here")) {
            assertThat(answer.text()).startsWith("panic");
        } else if (e.reason().startsWith("Glob pattern") || e.reason().startsWith("Could not import")) {
            // Caddy's words have the whole path in them.
            assertThat(answer.text()).startsWith(e.reason().substring(0, 12));
        } else {
            assertThat(answer.text()).startsWith(e.reason());
        }
    }

    /** Whether a token is quoted does not count where no token that is not quoted has its text. */
    private static JsonNode comparable(CaddyfileJudge.Answer answer) {
        JsonNode blocks = CaddyfileJson.read(answer);
        for (JsonNode block : blocks) {
            for (JsonNode segment : block.get("segments")) {
                for (JsonNode token : segment) {
                    String text = token.get(0).asText();
                    boolean odd = text.isEmpty()
                            || text.matches("(?s)\\\\?[\"`#].*|.*\\s.*|.*\\\\<.*|.*[^\\\\](\\\\\\\\)*\\\\|\\\\");
                    if (odd) {
                        ((com.fasterxml.jackson.databind.node.ArrayNode) token).set(1, "odd");
                    }
                }
            }
        }
        return blocks;
    }
}
