package run.leger.caddy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Texts on which an earlier state differed from {@code caddy fmt}, and the rules that people see. */
class CaddyFormatterTest {
    @Test
    void a_brace_after_a_line_with_an_import_stays_on_its_line() {
        assertThat(CaddyFormatter.format("import x\n{\n\tdebug\n}\n")).isEqualTo("import x\n{\n\tdebug\n}\n");
        assertThat(CaddyFormatter.format("import x\n\n{\n\tdebug\n}\n")).isEqualTo("import x {\n\tdebug\n}\n");
    }

    @Test
    void only_an_import_outside_of_blocks_keeps_a_brace_on_its_line() {
        assertThat(CaddyFormatter.format("import{{}\n{\n")).isEqualTo("import {\n\t{} {\n");
        assertThat(CaddyFormatter.format("a {\n\timport x\n\t{\n\t}\n}\n")).isEqualTo("a {\n\timport x {\n\t}\n}\n");
    }

    @Test
    void a_backslash_escapes_a_whole_character_outside_the_basic_plane() {
        assertThat(CaddyFormatter.format("\\\ud83d\ude00{")).isEqualTo("\\\ud83d\ude00{\n");
    }

    @Test
    void nothing_becomes_one_line_end() {
        assertThat(CaddyFormatter.format("")).isEqualTo("\n");
        assertThat(CaddyFormatter.format(" \t\r\n\u2028")).isEqualTo("\n");
    }

    @Test
    void braces_and_indentation_are_put_right() {
        assertThat(CaddyFormatter.format("a.com\n{\r\nrespond   hi\n\n\n\n\nencode { gzip }\n}\nb.com{"))
                .isEqualTo("a.com {\n\trespond hi\n\n\tencode {\n\t\tgzip\n\t}\n}\nb.com {\n");
    }

    @Test
    void quoted_text_heredocs_and_comments_are_copied() {
        String text = "a {\n\tb \"x  {\n y\" `z\n  }`\n\t# c   d {\n\te <<EOF\n  x\n EOF\n}\n";
        assertThat(CaddyFormatter.format(text)).isEqualTo(text);
    }
}
