package run.leger.caddy.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.caddy.syntax.Site;
import run.leger.caddy.syntax.SyntaxTree;

class ExpansionTest {
    private static Expansion expand(String text) {
        return Expansion.of(SyntaxTree.parseTolerantly("Caddyfile", text), ImportResolver.none());
    }

    private static Expansion expand(String text, Map<String, String> files) {
        return Expansion.of(SyntaxTree.parseTolerantly("Caddyfile", text), new Files(files));
    }

    private static String print(String text) {
        return expand(text).tree().print();
    }

    private static ImportException refusal(Runnable expanding) {
        try {
            expanding.run();
        } catch (ImportException e) {
            return e;
        }
        throw new AssertionError("not refused");
    }

    /** Files in memory, by the pattern that imports them. */
    private record Files(Map<String, String> texts) implements ImportResolver {
        @Override
        public List<String> find(String importer, String pattern) {
            return texts.containsKey(pattern) ? List.of(pattern) : List.of();
        }

        @Override
        public byte[] read(String name) throws IOException {
            return texts.getOrDefault(name, "").getBytes(StandardCharsets.UTF_8);
        }
    }

    @Test
    void a_file_without_imports_keeps_its_meaning() {
        assertThat(print("# note\n{\n\tdebug\n}\na.example, b.example {\n\trespond \"hi\" 200 # x\n}\n"))
                .isEqualTo("{\n\tdebug\n}\n\na.example b.example {\n\trespond \"hi\" 200\n}\n");
        assertThat(print("")).isEqualTo("\n");
        assertThat(print("a.example\nrespond hi")).isEqualTo("a.example {\n\trespond hi\n}\n");
    }

    /** The two placeholders for the block bring tokens of one line, which for Caddy are on one line again. */
    @Test
    void a_snippet_takes_arguments_and_blocks() {
        assertThat(print("""
                                (s) {
                                	respond {args[0]} "{args[1]}" {
                                		{block}
                                		{blocks.key}
                                	}
                                	rest {args[1:]}
                                }
                                a.example {
                                	import s one "two words" {
                                		key value
                                	}
                                }
                                """)).isEqualTo("""
                        a.example {
                        	respond one "two words" {
                        		key value value
                        	}
                        	rest <<EOT
                        two words
                        EOT
                        }
                        """);
    }

    @Test
    void a_snippet_that_is_not_used_is_gone() {
        assertThat(print("(s) {\n\timport nowhere\n}\na.example {\n}\n")).isEqualTo("a.example {\n}\n");
    }

    @Test
    void files_bring_snippets_sites_and_lines() {
        Expansion expansion = expand(
                "import snippets\na.example {\n\timport lines\n}\n",
                Map.of("snippets", "(s) {\n\trespond {args[0]}\n}\nb.example {\n}\n", "lines", "log\nimport s x\n"));
        assertThat(expansion.tree().print()).isEqualTo("b.example {\n}\n\na.example {\n\tlog\n\trespond x\n}\n");
        assertThat(expansion.files()).containsExactly("snippets", "lines");
        assertThat(expansion.warnings()).isEmpty();
    }

    @Test
    void a_named_route_is_expanded() {
        assertThat(print("(s) {\n\trespond x\n}\n&(r) {\n\timport s\n}\n")).isEqualTo("&(r) {\n\trespond x\n}\n");
    }

    @Test
    void what_caddy_leaves_in_a_named_route_is_refused() {
        assertThatThrownBy(() -> print("(s) {\n\trespond x\n}\n&(r) {\n\timport s {\n\t\tk\n\t}\n}\n"))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("cannot be written as one Caddyfile");
    }

    @Test
    void an_argument_with_line_ends_takes_the_next_line_as_caddy_does() {
        assertThat(
                        print(
                                "(s) {\n\trespond \"{args[0]}\"\n\tlog\n\theader x\n}\na.example {\n\timport s \"a\nb\nc\"\n}\n"))
                .isEqualTo("a.example {\n\trespond \"a\nb\nc\" log\n\theader x\n}\n");
    }

    @Test
    void one_backslash_before_a_brace_goes_with_each_level() {
        String snippets = "(a) {\n\trespond \\\\{x\\\\}\n}\n(b) {\n\timport a\n}\n";
        assertThat(print(snippets + "s.example {\n\timport a\n}\n")).contains("respond \\{x\\}\n");
        // The tokens of the inner snippet pass once, whatever is around it.
        assertThat(print(snippets + "s.example {\n\timport b\n}\n")).contains("respond \\{x\\}\n");
    }

    @Test
    void a_node_knows_where_it_comes_from() {
        Expansion expansion = expand(
                "(s) {\n\tlog\n\trespond {args[0]}\n}\na.example {\n\timport f\n}\n", Map.of("f", "\nimport s x\n"));
        Site site = (Site) expansion.tree().elements().get(0);
        assertThat(expansion.origin(site)).hasToString("Caddyfile:5:1");
        Origin origin = expansion.origin(site.elements().get(1));
        assertThat(origin).hasToString("Caddyfile:3:2");
        assertThat(origin.imports()).map(ImportPlace::toString).containsExactly("f:2:1 (s)", "Caddyfile:6:2");
        assertThat(expansion.origin(expansion.tree().print().length()).file()).isEqualTo("Caddyfile");
        assertThatThrownBy(
                        () -> expansion.origin(SyntaxTree.parse("x").elements().get(0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(expand("# nothing").origin(0)).hasToString("Caddyfile:1:1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "import missing | Caddyfile:1:8 | File to import not found: missing",
                "import | Caddyfile:1:1 | wrong argument count or unexpected line ending after 'import'",
                "import \"\" | Caddyfile:1:8 | Import requires a non-empty filepath",
                "import a*b* | Caddyfile:1:8 | Glob pattern may only contain one wildcard (*), but has others: a*b*",
                "import [ab] | Caddyfile:1:8 | Glob pattern may only contain one wildcard (*), but has others: [ab]",
                "import a[ | Caddyfile:1:8 | Failed to use import pattern a[: syntax error in pattern",
                "(s) {;};(s) {;} | Caddyfile:3:5 | redeclaration of previously declared snippet s",
                "(s) {;import s;};a {;import s;} | Caddyfile:2:1 | a cycle of imports exists between Caddyfile:s and Caddyfile:s",
                "(s) {;x;};a {;import s {;{;};};} | Caddyfile:6:1 | anonymous blocks are not supported",
                "import loop | loop:1:1 | a cycle of imports exists between loop and loop",
                "import broken | broken:1:3 | Could not read tokens while importing broken: missing opening heredoc marker on line #1; must contain only"
                        + " alphanumeric characters, dashes and underscores; got empty string",
                "a {;import open;} | open:1:3 | Unexpected next token after '{' on same line",
            })
    void mistakes_have_a_place_and_caddys_words(String text, String place, String reason) {
        ImportException e = refusal(() ->
                expand(text.replace(';', '\n'), Map.of("loop", "import loop", "broken", "x <<\n", "open", "x { y")));
        assertThat(e.origin()).hasToString(place);
        assertThat(e.reason()).isEqualTo(reason);
        assertThat(e).hasMessageStartingWith(place + ": " + reason);
        assertThat(e.remedy()).isPresent();
    }

    @Test
    void a_resolver_that_allows_no_files_says_so() {
        assertThat(refusal(() -> expand("a {\n\timport other\n}")))
                .hasMessage(
                        "Caddyfile:2:9: Failed to import file other: no snippet has this name, and files may not be imported here");
    }

    @Test
    void caddys_warnings_are_data() {
        Expansion expansion = expand(
                "(s) {\n\tx {args[3]} {args[x]} {args.0} {args[2:1]} {args[]} {args[a:]} {args[:b]} y{args[0:1]}\n}\na {\n\timport s 1\n\timport no*\n\timport empty\n}\n",
                Map.of("empty", " \n"));
        assertThat(expansion.warnings())
                .map(ImportWarning::toString)
                .containsExactly(
                        "Caddyfile:2:4: Placeholder {args[3]} index is out of bounds, only 1 argument(s) exist",
                        "Caddyfile:2:14: Placeholder {args[x]} has an invalid index",
                        "Caddyfile:2:24: Placeholder {args.0} deprecated, use {args[0]} instead",
                        "Caddyfile:2:33: Variadic placeholder {args[2:1]} indices are out of bounds, only 1 argument(s) exist",
                        "Caddyfile:2:33: Variadic placeholder {args[2:1]} must be a token on its own",
                        "Caddyfile:2:45: Placeholder {args[]} cannot have an empty index",
                        "Caddyfile:2:54: Variadic placeholder {args[a:]} has an invalid start index",
                        "Caddyfile:2:54: Variadic placeholder {args[a:]} must be a token on its own",
                        "Caddyfile:2:65: Variadic placeholder {args[:b]} has an invalid end index",
                        "Caddyfile:2:65: Variadic placeholder {args[:b]} must be a token on its own",
                        "Caddyfile:2:76: Variadic placeholder {args[0:1]} must be a token on its own",
                        "Caddyfile:6:9: No files matching import glob pattern",
                        "Caddyfile:7:9: Import file is empty");
    }

    @Test
    void spans_stay_without_an_environment() {
        assertThat(print(
                        "(s) {\n\trespond {$A} \"x {$B:two words}\" {args[0]}\n}\n{$H:a.example} {\n\timport s 1\n}\n"))
                .isEqualTo("{$H:a.example} {\n\trespond {$A} \"x {$B:two words}\" 1\n}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import {$F}",
                "(s) {\n}\na {\n\timport s {$X}\n}\n",
                "(s) {\n\tx {args[{$N}]}\n}\na {\n\timport s 1\n}\n",
                "(s) {\n\tx {{$N}}\n}\na {\n\timport s 1\n}\n",
                "(s) {\n\tx {blo{$N}}\n}\na {\n\timport s 1\n}\n"
            })
    void what_depends_on_an_unknown_environment_is_refused(String text) {
        ImportException e = refusal(() -> expand(text));
        assertThat(e.reason()).contains("an environment span decides");
        assertThat(e.remedy()).contains("give the environment that Caddy will have");
    }

    @Test
    void an_environment_holds_for_imported_files_too() {
        Map<String, String> environment = Map.of("F", "file", "N", "0", "V", "a {$X} {", "M", "EOF");
        SyntaxTree tree = SyntaxTree.parse("a.example {\n\timport {$F} one\n}\n");
        Files files = new Files(Map.of("file", "respond {args[{$N}]} \"{$V}\" <<{$M}\nx\nEOF {$NONE:two}\n"));
        Expansion expansion = Expansion.of(tree, files, environment::get);
        assertThat(expansion.tree().print())
                .isEqualTo("a.example {\n\trespond one \"a {$:{$}X} {\" <<EOT\nx\nEOT two\n}\n");
        assertThat(Expansion.of(tree.withEnvironment(environment::get), files, environment::get)
                        .tree()
                        .print())
                .isEqualTo(expansion.tree().print());
    }

    @Test
    void snippets_that_double_end_with_an_error() {
        StringBuilder text = new StringBuilder("(s0) {\n\tlol\n}\n");
        for (int i = 1; i < 60; i++) {
            text.append("(s" + i + ") {\n\timport s" + (i - 1) + "\n\timport s" + (i - 1) + "\n}\n");
        }
        assertThat(refusal(() -> expand(text + "a {\n\timport s59\n}\n")).reason())
                .contains("more than 1000000 tokens");
    }

    /** The block of the import takes all that follows, so that Caddy looks for the circle in the wrong place, and goes on without end. */
    @Test
    void a_circle_that_caddy_does_not_see_ends_with_an_error() {
        String text = "(s) {\n\timport s {\n\t\tx\n\t} z\n\tword {block}\n}\na {\n\timport s\n\ty\n}\n";
        assertThat(refusal(() -> expand(text)).reason()).contains("more than 1000000 tokens");
    }

    @Test
    void arguments_that_double_end_with_an_error() {
        StringBuilder text = new StringBuilder("(s0) {\n\tlol {args[0]}\n}\n");
        for (int i = 1; i < 60; i++) {
            text.append("(s" + i + ") {\n\timport s" + (i - 1) + " {args[0]}{args[0]}\n}\n");
        }
        assertThat(refusal(() -> expand(text + "a {\n\timport s59 lol\n}\n")).reason())
                .contains("67108864 characters");
    }

    @Test
    void many_braces_in_a_token_take_no_long_time() {
        String braces = "{".repeat(1_000_000);
        assertThat(print("(s) {\n\tx a" + braces + "}\n}\na {\n\timport s 1\n}\n"))
                .contains(braces + "}");
        // Without any end Caddy gives up, and nothing is left.
        assertThat(print("(s) {\n\tx a" + braces + "\n}\na {\n\timport s 1\n}\n"))
                .contains("x \"\"\n");
    }

    @Test
    void a_long_chain_of_snippets_needs_no_stack() {
        int length = 5000;
        StringBuilder text = new StringBuilder("(s0) {\n\tend\n}\n");
        for (int i = 1; i < length; i++) {
            text.append("(s" + i + ") {\n\timport s" + (i - 1) + "\n}\n");
        }
        Expansion expansion = expand(text + "a {\n\timport s" + (length - 1) + "\n}\n");
        assertThat(expansion.tree().print()).isEqualTo("a {\n\tend\n}\n");
        assertThat(expansion.origin(expansion.tree().print().indexOf("end")).imports())
                .hasSize(100);
    }

    @Test
    void a_file_is_read_once() {
        List<String> read = new ArrayList<>();
        ImportResolver resolver = new ImportResolver() {
            @Override
            public List<String> find(String importer, String pattern) {
                return List.of("the-file");
            }

            @Override
            public byte[] read(String name) {
                read.add(name);
                return new byte[] {'x'};
            }
        };
        Expansion.of(SyntaxTree.parse("a {\n\timport f\n\timport f\n}\n"), resolver);
        assertThat(read).containsExactly("the-file");
    }
}
