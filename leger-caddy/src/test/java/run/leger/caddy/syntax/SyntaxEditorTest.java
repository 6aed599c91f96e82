package run.leger.caddy.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import run.leger.caddy.Argument;
import run.leger.caddy.UnwritableValueException;

class SyntaxEditorTest {
    private static final String FILE = "# head\r\na.com  {\r\n   respond   \"hi\"  200 # note\r\n\r\n\tlog\r\n}\r\n";
    private final SyntaxTree tree = SyntaxTree.parse(FILE);
    private final Directive respond = directive(0);
    private final Directive log = directive(2);

    private Directive directive(int index) {
        return (Directive) ((Site) tree.elements().get(1)).elements().get(index);
    }

    @Test
    void an_argument_changes_alone() {
        assertThat(tree.edit()
                        .setArgument(respond, 0, Argument.of("a \"b\""))
                        .apply()
                        .print())
                .isEqualTo(FILE.replace("\"hi\"", "\"a \\\"b\\\"\""));
        assertThat(tree.edit().setArgument(respond, 2, Argument.of("x")).apply().print())
                .isEqualTo(FILE.replace("200", "200 x"));
        assertThat(tree.edit().setArgument(log, 0, Argument.of("x")).apply().print())
                .isEqualTo(FILE.replace("log", "log x"));
    }

    @Test
    void an_argument_is_not_glued_to_its_neighbour() {
        SyntaxTree glued = SyntaxTree.parse("a {\n\tb \"x\"\"y\"`z`\n}\n");
        Statement line = (Statement) ((Site) glued.elements().get(0)).elements().get(0);
        assertThat(glued.edit().setArgument(line, 1, Argument.of("v")).apply().print())
                .isEqualTo("a {\n\tb \"x\" v `z`\n}\n");
    }

    @Test
    void a_line_end_cannot_follow_a_continuation() {
        SyntaxTree continued = SyntaxTree.parse("a {\n\tb \\\n x {\n\t}\n}\n");
        Statement line =
                (Statement) ((Site) continued.elements().get(0)).elements().get(0);
        assertThatThrownBy(() -> continued.edit().setArgument(line, 0, Argument.of("x\ny")))
                .isInstanceOf(UnwritableValueException.class)
                .hasMessageContaining("argument 1: holds a line end");
    }

    @Test
    void a_backslash_that_caddy_loses_does_not_become_a_continuation() {
        SyntaxTree tree = SyntaxTree.parse("a {\n\tb c\\ \n\td\n}\n");
        Statement line = (Statement) ((Site) tree.elements().get(0)).elements().get(0);
        assertThat(tree.edit().setArgument(line, 1, Argument.of("v")).apply().print())
                .isEqualTo("a {\n\tb c\\ v \n\td\n}\n");
        assertThat(tree.edit().setArgument(line, 0, Argument.of("v")).apply().print())
                .isEqualTo("a {\n\tb v \n\td\n}\n");
        assertThat(tree.edit().remove(line).apply().print()).isEqualTo("a {\n\td\n}\n");
    }

    @Test
    void a_return_alone_ends_no_word() {
        SyntaxTree tree = SyntaxTree.parse("a {\n\tb \"c\"\r\"d\"\n}\n");
        Statement line = (Statement) ((Site) tree.elements().get(0)).elements().get(0);
        assertThat(tree.edit().setArgument(line, 0, Argument.of("v")).apply().print())
                .isEqualTo("a {\n\tb v \r\"d\"\n}\n");
    }

    @Test
    void nothing_can_follow_a_quote_that_is_open() {
        SyntaxTree tree = SyntaxTree.parse("a.com\nrespond \"x");
        Statement line = (Statement) ((Site) tree.elements().get(0)).elements().get(0);
        assertThatThrownBy(() -> tree.edit().setArgument(line, 1, Argument.of("v")))
                .isInstanceOf(UnwritableValueException.class)
                .hasMessageContaining("argument 2: comes after a quote that goes to the end of the file");
        assertThat(tree.edit().setArgument(line, 0, Argument.of("v")).apply().print())
                .isEqualTo("a.com\nrespond v");
    }

    @Test
    void an_open_span_is_not_closed_by_a_value() {
        SyntaxTree tree = SyntaxTree.parse("# {$X\na.com\nrespond {$Y\n");
        Statement line = (Statement) ((Site) tree.elements().get(1)).elements().get(0);
        assertThatThrownBy(() -> tree.edit().setArgument(line, 1, Argument.verbatim("x}y")))
                .isInstanceOf(UnwritableValueException.class)
                .hasMessageContaining("argument 2: has a closing brace, and an environment span before it has none");
        assertThatThrownBy(() -> tree.edit().setArgument(line, 0, Argument.env("Z")))
                .isInstanceOf(UnwritableValueException.class);
        assertThat(tree.edit().setArgument(line, 1, Argument.of("x")).apply().tokens())
                .hasSize(4);
    }

    @Test
    void what_follows_a_heredoc_without_text_stays_an_argument() {
        SyntaxTree tree = SyntaxTree.parse("a.com {\n\trespond <<E\nE\n\t200\n}\n");
        Statement line = (Statement) ((Site) tree.elements().get(0)).elements().get(0);
        assertThatThrownBy(() -> tree.edit().setArgument(line, 0, Argument.of("v")))
                .isInstanceOf(UnwritableValueException.class)
                .hasMessageContaining("argument 1: stands for a heredoc without text");
    }

    @Test
    void an_inserted_line_does_not_join_the_one_before() {
        SyntaxTree tree = SyntaxTree.parse("a.com {\n\trespond hi # C:\\dir\n\t# next\n}\n");
        Site site = (Site) tree.elements().get(0);
        String expected = "a.com {\n\trespond hi # C:\\dir\n\n\tlog\n\t# next\n}\n";
        assertThat(tree.edit()
                        .insertAfter(site.elements().get(0), "log")
                        .apply()
                        .print())
                .isEqualTo(expected);
        SyntaxTree before =
                tree.edit().insertBefore(site.elements().get(2), "log").apply();
        assertThat(before.print()).isEqualTo(expected.replace("\n\n\tlog", "\n\t\n\tlog"));
        assertThat(((Site) before.elements().get(0)).elements()).hasSize(4);
    }

    @Test
    void an_inserted_line_makes_no_heredoc_of_the_word_before() {
        SyntaxTree tree = SyntaxTree.parse("a.com\nrespond <<E");
        SyntaxTree changed =
                tree.edit().insertAfter(tree.elements().get(0), "header E").apply();
        assertThat(changed.print()).isEqualTo("a.com\nrespond <<E \nheader E");
        assertThat(((Site) changed.elements().get(0)).elements()).hasSize(2);
    }

    @Test
    void a_line_is_not_inserted_into_quotes() {
        SyntaxTree tree = SyntaxTree.parse("# x\na {\n} \"b\nc\" {\n}\n");
        assertThat(tree.edit()
                        .insertAfter(tree.elements().get(1), "d {\n}")
                        .apply()
                        .print())
                .isEqualTo("# x\na {\n} \"b\nc\" {\nd {\n}\n}\n");
        SyntaxTree open = SyntaxTree.parse("a.com\nrespond \"x\n");
        assertThatThrownBy(() -> open.edit().insertAfter(open.elements().get(0), "log"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a quote that goes to the end of the file");
        SyntaxTree empty = SyntaxTree.parse("a.com\nrespond \"");
        assertThatThrownBy(() -> empty.edit().insertAfter(empty.elements().get(0), "log"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void braces_in_a_snippet_get_a_backslash_more() {
        SyntaxTree snippet = SyntaxTree.parse("(s) {\n\trespond x\n}\na {\n\trespond x\n}\n");
        SyntaxEditor editor = snippet.edit();
        for (Element section : snippet.elements()) {
            editor.setArgument((Statement) ((Section) section).elements().get(0), 0, Argument.text("{x}"));
        }
        assertThat(editor.apply().print())
                .isEqualTo("(s) {\n\trespond \"\\\\{x\\\\}\"\n}\na {\n\trespond \"\\{x\\}\"\n}\n");
    }

    @Test
    void a_line_goes_with_what_was_alone_on_it() {
        assertThat(tree.edit().remove(log).apply().print()).isEqualTo(FILE.replace("\tlog\r\n", ""));
        assertThat(tree.edit().remove(respond).apply().print()).isEqualTo(FILE.replace("respond   \"hi\"  200", ""));
        assertThat(tree.edit().remove(tree.elements().get(1)).apply().print()).isEqualTo("# head\r\n");
    }

    @Test
    void lines_come_with_the_indentation_and_line_end_of_their_neighbour() {
        assertThat(tree.edit()
                        .insertBefore(log, "x")
                        .insertAfter(respond, "y")
                        .apply()
                        .print())
                .isEqualTo(FILE.replace("# note", "# note\r\n   y").replace("\tlog", "\tx\r\n\tlog"));
        SyntaxTree unended = SyntaxTree.parse("a.com");
        assertThat(unended.edit()
                        .insertAfter(unended.elements().get(0), "respond")
                        .apply()
                        .print())
                .isEqualTo("a.com\nrespond");
    }

    @Test
    void a_node_is_replaced_as_it_is_given() {
        assertThat(tree.edit()
                        .replace(respond, "abort")
                        .replace(log, "log {\n\t}")
                        .apply()
                        .print())
                .isEqualTo(FILE.replace("respond   \"hi\"  200", "abort").replace("log", "log {\n\t}"));
    }

    @Test
    void an_edit_that_makes_no_caddyfile_is_an_error() {
        assertThatThrownBy(() -> tree.edit().replace(log, "log }").apply()).isInstanceOf(SyntaxException.class);
        assertThat(tree.print()).isEqualTo(FILE);
    }

    @Test
    void what_cannot_be_meant_is_refused() {
        assertThatThrownBy(() -> tree.edit().remove(log).replace(log, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("changed already");
        assertThatThrownBy(() -> SyntaxTree.parse(FILE).edit().remove(log))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another tree");
        assertThatThrownBy(() -> tree.edit().setArgument(log, 1, Argument.of("x")))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void what_is_left_at_the_start_of_the_file_is_no_byte_order_mark() {
        SyntaxTree tree = SyntaxTree.parse("a.example {\n}\n\ufeffb {\n}\n");
        SyntaxTree changed = tree.edit().remove(tree.elements().get(0)).apply();
        assertThat(changed.tokens()).extracting(Token::text).containsExactly("\ufeffb", "{", "}");
    }
}
