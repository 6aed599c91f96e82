package run.leger.caddy.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.caddy.Caddyfile;
import run.leger.caddy.imports.Expansion;
import run.leger.caddy.imports.ImportResolver;

class SyntaxTreeTest {
    private static final String FILE = """
            # A file with everything.
            {
            	admin unix//run/caddy.sock
            }

            (common) {
            	encode gzip
            }

            &(app) {
            	respond "hi"
            }

            import sites/*.caddy
            a.com, # the first
            http://b.com {
            	@api path /api/*
            	import common one {
            		k v
            	}
            	reverse_proxy @api {$UPSTREAM:localhost:80} {
            		header_up Host "{host}" # kept
            	}
            	respond <<HTML
            		<p>
            		HTML 200
            }
            """;

    @Test
    void every_part_has_its_type() {
        SyntaxTree tree = SyntaxTree.parse(FILE);
        assertThat(tree.elements())
                .extracting(e -> e.getClass().getSimpleName())
                .containsExactly("Comment", "GlobalOptions", "Snippet", "NamedRoute", "Import", "Site");
        assertThat(((Comment) tree.elements().get(0)).text()).isEqualTo(" A file with everything.");
        assertThat(((Snippet) tree.elements().get(2)).name()).isEqualTo("common");
        assertThat(((NamedRoute) tree.elements().get(3)).name()).isEqualTo("app");
        Site site = (Site) tree.elements().get(5);
        assertThat(site.addresses()).containsExactly("a.com", "http://b.com");
        assertThat(site.elements())
                .extracting(SyntaxTreeTest::name)
                .containsExactly("@api", "import", "reverse_proxy", "respond");
        Directive proxy = (Directive) site.elements().get(2);
        assertThat(proxy.arguments()).extracting(Token::text).containsExactly("@api", "{$UPSTREAM:localhost:80}");
        assertThat(proxy.arguments().get(1).environmentSpans())
                .extracting(EnvironmentSpan::name, EnvironmentSpan::defaultValue)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("UPSTREAM", Optional.of("localhost:80")));
        assertThat(proxy.block().orElseThrow().elements())
                .extracting(e -> e.getClass().getSimpleName())
                .containsExactly("Directive", "Comment");
        Directive respond = (Directive) site.elements().get(3);
        assertThat(respond.arguments()).extracting(Token::text).containsExactly("<p>", "200");
        assertThat(respond.arguments()).extracting(Token::quote).containsExactly(Quote.HEREDOC, Quote.NONE);
    }

    private static String name(Element element) {
        return ((Statement) element).name().orElseThrow().text();
    }

    @Test
    void a_comment_between_addresses_is_a_piece_but_no_element() {
        SyntaxTree tree = SyntaxTree.parse(FILE);
        assertThat(tree.pieces())
                .filteredOn(Comment.class::isInstance)
                .extracting(Node::raw)
                .containsExactly("# A file with everything.", "# the first", "# kept");
    }

    @Test
    void a_place_is_line_and_column() {
        Site site = (Site) SyntaxTree.parse(FILE).elements().get(5);
        Token upstream = ((Directive) site.elements().get(2)).arguments().get(1);
        assertThat(upstream.position()).isEqualTo(new Position(21, 21, FILE.indexOf("{$UPSTREAM")));
        assertThat(SyntaxTree.parse("\ufeffa\u00e9\ud83d\ude00 b")
                        .tokens()
                        .get(1)
                        .position())
                .isEqualTo(new Position(1, 5, 6));
    }

    @Test
    void a_site_alone_needs_no_braces() {
        Site site = (Site) SyntaxTree.parse("a.com\nrespond hi\nhandle {\n}\n# end\n")
                .elements()
                .get(0);
        assertThat(site.block()).isEmpty();
        assertThat(site.elements()).hasSize(2);
        assertThat(site.raw()).isEqualTo("a.com\nrespond hi\nhandle {\n}");
    }

    @Test
    void global_options_may_follow_an_import() {
        assertThat(SyntaxTree.parse("import x\n\n{\n\tdebug\n}\n").elements())
                .extracting(e -> e.getClass().getSimpleName())
                .containsExactly("Import", "GlobalOptions");
    }

    @Test
    void a_heredoc_without_content_takes_the_next_line_as_caddy_does() {
        Site site = (Site) SyntaxTree.parse("a.com {\n\trespond <<E\nE\n\thandle\n}\n")
                .elements()
                .get(0);
        assertThat(site.elements()).hasSize(1);
    }

    @Test
    void a_backslash_in_a_comment_continues_the_line_as_for_caddy() {
        Site site = (Site) SyntaxTree.parse("a.com {\n\trespond hi # C:\\dir\n\t200\n}\n")
                .elements()
                .get(0);
        assertThat(site.elements()).hasSize(1);
        assertThat(((Directive) site.elements().get(0)).arguments()).hasSize(2);
    }

    /** Reasons that the reference of Caddy's messages has. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "a.com, {~}|F:1:8|Expected another address but had '{' - check for extra comma",
                "a.com,b.com|F:1:1|Site addresses cannot contain a comma ',': 'a.com,b.com' - put a space after the comma to separate site addresses",
                "a.com{~}|F:1:1|Site addresses cannot end with a curly brace: 'a.com{' - put a space between the token and the brace",
                "a.com,|F:1:7|unexpected EOF",
                "@m path /x|F:1:1|request matchers may not be defined globally, they must be in a site block; found @m",
                "a.com {~respond hi }|F:2:12|Unexpected '}' because no matching opening brace",
                "a.com {~handle~{~}~}|F:3:1|Unexpected '{' on a new line; did you mean to place the '{' on the previous line?",
                "a.com {~handle { x~}~}|F:2:8|Unexpected next token after '{' on same line",
                "a.com {~handle {}~}|F:2:8|Unexpected '{}' at end of line",
                "a.com {~handle {~|F:3:1|unexpected EOF",
                "a.com {~respond hi|F:2:9|syntax error: unexpected token 'hi', expecting '}'",
                "(s)~x|F:2:1|syntax error: unexpected token 'x', expecting '{'",
                "(s) {~}~(s) {~}|F:3:1|redeclaration of previously declared snippet s",
                "a {~import~}|F:2:1|wrong argument count or unexpected line ending after 'import'",
                "a {~import ^^~}|F:2:8|Import requires a non-empty filepath",
                "a {~b <<E~x~}|F:2:3|incomplete heredoc <<E on line #4, expected ending marker E",
                "a {~b <<~x~}|F:2:3|missing opening heredoc marker on line #2; must contain only alphanumeric characters, dashes and underscores; got empty string",
                "a {~b <<<E~x~E~}|F:2:3|too many '<' for heredoc on line #2; only use two, for example <<END",
                "a {~b <<E!~x~E~}|F:2:3|heredoc marker on line #2 must contain only alphanumeric characters, dashes and underscores; got 'E!'",
                "a {~b <<E~x~  E~}|F:2:3|mismatched leading whitespace in heredoc <<E on line #3 [x], expected whitespace [  ] to match the closing marker",
                "}|F:1:1|a closing brace without an opening one",
            })
    void messages_say_where_and_why(String text, String place, String reason) {
        assertThatThrownBy(() -> SyntaxTree.parse("F", text.replace('~', '\n').replace("^", "\"")))
                .isInstanceOf(SyntaxException.class)
                .hasMessage(place + ": " + reason);
    }

    @Test
    void a_file_with_mistakes_has_a_tree_too() {
        String text = "a.com {\n\thandle\n\t{ x\n";
        SyntaxTree tree = SyntaxTree.parseTolerantly("F", text);
        assertThat(tree.problems()).isNotEmpty();
        assertThat(tree.print()).isEqualTo(text);
        assertThat(((Site) tree.elements().get(0)).elements()).hasSize(1);
    }

    @Test
    void bytes_that_are_not_utf8_stay(@TempDir Path dir) throws Exception {
        byte[] bytes = "a {\n\tb \"x?y\" \u00e9 \ud83d\ude00\n}\n".getBytes(StandardCharsets.UTF_8);
        bytes[9] = (byte) 0xe2;
        SyntaxTree tree = SyntaxTree.read(Files.write(dir.resolve("Caddyfile"), bytes));
        assertThat(tree.toBytes()).isEqualTo(bytes);
        assertThat(tree.tokens().get(3).text()).isEqualTo("x\ufffdy");
        Directive line = (Directive) ((Site) tree.elements().get(0)).elements().get(0);
        assertThat(tree.edit().remove(line).apply().toBytes()).isEqualTo("a {\n}\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void half_a_surrogate_pair_is_no_text() {
        assertThatThrownBy(() -> SyntaxTree.parse("a\ud800"))
                .isInstanceOf(SyntaxException.class)
                .hasMessageContaining("1:2: half a surrogate pair");
    }

    @Test
    void the_environment_becomes_source() {
        SyntaxTree tree = SyntaxTree.parse("{$HOST:x}.com {\n\t{$LINE}\n}\n")
                .withEnvironment(name -> name.equals("LINE") ? "respond hi\n\tlog" : null);
        Site site = (Site) tree.elements().get(0);
        assertThat(site.addresses()).isEqualTo(List.of("x.com"));
        assertThat(site.elements()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{$SITES:a.com, b.com} {\n\trespond 1\n}\n",
                "a.com{$A:, b.com} {\n\trespond 1\n}\n",
                "{$A:a, b}, {$B:c,d}, c.com {\n}\n",
                "\"{$A:a, b}\" {\n}\n",
                "{$A:a,b}, {$A:a,b}.com {\n}\n"
            })
    void a_comma_of_an_environment_span_among_addresses_is_the_environments(String text) {
        SyntaxTree tree = SyntaxTree.parse(text);
        assertThat(tree.elements()).singleElement().isInstanceOf(Site.class);
        assertThat(SyntaxTree.parse(Caddyfile.of(tree).render()).elements()).hasSize(1);
        assertThat(Expansion.of(tree, ImportResolver.none()).tree().elements()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b{$A:c} {\n}\n", "{$A:,},b {\n}\n"})
    void any_other_comma_in_an_address_is_refused(String text) {
        assertThatThrownBy(() -> SyntaxTree.parse(text))
                .hasMessageContaining("1:1: Site addresses cannot contain a comma");
    }

    @Test
    void no_node_shows_its_text() {
        SyntaxTree tree = SyntaxTree.parse("F", FILE);
        assertThat(tree.toString()).isEqualTo("SyntaxTree[F]");
        assertThat(tree.elements().get(5)).hasToString("Site[F:15:1]");
        assertThat(tree.tokens().get(2)).hasToString("Token[F:3:8]");
    }

    @Test
    void a_comment_before_an_import_is_there_once() {
        assertThat(SyntaxTree.parse("# note\nimport x\n").elements())
                .extracting(Node::raw)
                .containsExactly("# note", "import x");
    }
}
