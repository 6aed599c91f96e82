package run.leger.caddy.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import run.leger.caddy.HostileStrings;
import run.leger.caddy.imports.ImportsGrammar.Generated;
import run.leger.caddy.syntax.SyntaxException;
import run.leger.caddy.syntax.SyntaxTree;

class ExpansionProperties {
    @Provide
    Arbitrary<Generated> sets() {
        return ImportsGrammar.generated();
    }

    @Provide
    Arbitrary<String> soup() {
        return Arbitraries.oneOf(
                HostileStrings.caddyfiles(),
                Arbitraries.of(
                                "import",
                                " s ",
                                "(s)",
                                " {\n",
                                "}\n",
                                "\n",
                                "{block}",
                                "{args[0]}",
                                " {args[:]} ",
                                " f ",
                                "{blocks.x}",
                                "&(r)",
                                "{$X}",
                                "\"",
                                "`",
                                "\\",
                                "a",
                                ",",
                                "{}",
                                "<<E\n",
                                "E",
                                "#",
                                " ",
                                "@m",
                                "(s) {\n",
                                "a {\n",
                                "import s ")
                        .list()
                        .ofMaxSize(60)
                        .map(parts -> String.join("", parts)));
    }

    /** One file of every name, with a text of the caller's. */
    private record OneText(String text) implements ImportResolver {
        @Override
        public List<String> find(String importer, String pattern) throws IOException {
            return pattern.startsWith("n") ? List.of() : List.of("f", "g");
        }

        @Override
        public byte[] read(String name) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    @Property(tries = 2000)
    void any_text_is_expanded_or_refused(@ForAll("soup") String main, @ForAll("soup") String imported) {
        SyntaxTree tree;
        try {
            tree = SyntaxTree.parseTolerantly("Caddyfile", main);
        } catch (SyntaxException e) {
            return;
        }
        try {
            stable(Expansion.of(tree, new OneText(imported)));
            stable(Expansion.of(tree, new OneText(imported), Map.of("X", "import s {\n")::get));
        } catch (ImportException e) {
            assertThat(e.getMessage()).contains(e.reason());
            assertThat(e.position().line()).isPositive();
        }
    }

    @Property(tries = 1000)
    void what_is_expanded_has_nothing_to_expand(@ForAll("sets") Generated set) {
        try {
            Expansion expansion = Expansion.of(
                    SyntaxTree.parseTolerantly(ImportsGrammar.MAIN, set.files().getOrDefault(ImportsGrammar.MAIN, "")),
                    new OneText(set.files().getOrDefault("a.caddy", "")),
                    name -> null);
            stable(expansion);
            for (int at = 0; at <= expansion.tree().print().length(); at++) {
                assertThat(expansion.origin(at).position().line()).isPositive();
            }
        } catch (ImportException e) {
            assertThat(e.reason()).isNotEmpty();
        }
    }

    /** Expanding again finds no import, and changes nothing. */
    private static void stable(Expansion expansion) {
        SyntaxTree once = expansion.tree();
        Expansion again = Expansion.of(once, ImportResolver.none());
        assertThat(again.tree().print()).isEqualTo(once.print());
        assertThat(again.warnings()).isEmpty();
    }
}
