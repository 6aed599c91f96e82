package run.leger.caddy.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.Argument;
import run.leger.caddy.CaddyFormatter;
import run.leger.caddy.HostileStrings;
import run.leger.caddy.UnwritableValueException;

class SyntaxProperties {
    private static final int MEGABYTE = 1 << 20;

    @Provide
    Arbitrary<String> caddyfiles() {
        return CaddyfileGrammar.files();
    }

    @Provide
    Arbitrary<String> texts() {
        return HostileStrings.caddyfiles();
    }

    @Provide
    Arbitrary<String> values() {
        return HostileStrings.values();
    }

    @Property(tries = 2000)
    void the_pieces_of_a_file_are_the_file(@ForAll("caddyfiles") String text) {
        assertWhole(SyntaxTree.parse(text), text);
    }

    @Property(tries = 5000)
    void any_text_is_kept_or_refused_with_a_place(@ForAll("texts") String text) {
        try {
            assertWhole(SyntaxTree.parseTolerantly("F", text), text);
        } catch (SyntaxException e) {
            assertThat(e).hasMessageMatching("(?s)F:[0-9]+:[0-9]+: .+");
        }
    }

    @Property(tries = 5000)
    void any_bytes_are_kept_or_refused(@ForAll byte[] bytes) {
        try {
            assertThat(SyntaxTree.parseTolerantly("F", bytes).toBytes()).isEqualTo(bytes);
        } catch (SyntaxException e) {
            assertThat(e.file()).isEqualTo("F");
        }
        CaddyFormatter.format(bytes);
    }

    private static void assertWhole(SyntaxTree tree, String text) {
        assertThat(tree.pieces().stream().map(Node::raw).collect(Collectors.joining()))
                .isEqualTo(text);
        List<Token> found = new ArrayList<>();
        tree.elements().forEach(element -> collect(element, found));
        assertThat(found).isEqualTo(tree.tokens());
        assertThat(tree.pieces()).filteredOn(Token.class::isInstance).isEqualTo(found);
    }

    private static void collect(Node node, List<Token> found) {
        if (node instanceof Token token) {
            found.add(token);
        } else if (node instanceof Block block) {
            found.add(block.open());
            block.elements().forEach(element -> collect(element, found));
            block.close().ifPresent(found::add);
        } else if (node instanceof Statement statement) {
            statement.parts().forEach(part -> collect(part, found));
        } else if (node instanceof Section section) {
            found.addAll(section.head());
            section.block()
                    .ifPresentOrElse(
                            block -> collect(block, found),
                            () -> section.elements().forEach(element -> collect(element, found)));
            if (section instanceof Site site && site.stray() != null) {
                found.add(site.stray());
            }
        }
    }

    @Property(tries = 2000)
    void an_argument_that_is_set_is_the_only_change(@ForAll("caddyfiles") String text, @ForAll("values") String value) {
        SyntaxTree tree = SyntaxTree.parse(text);
        Statement statement = firstStatement(tree);
        if (statement == null || statement.name().isEmpty()) {
            return;
        }
        int index = statement.arguments().size() / 2;
        Token before = (Token) statement.parts().get(index);
        SyntaxTree changed;
        try {
            changed = tree.edit()
                    .setArgument(statement, index, Argument.verbatim(value))
                    .apply();
        } catch (UnwritableValueException e) {
            return;
        }
        List<String> expected =
                new ArrayList<>(tree.tokens().stream().map(Token::text).toList());
        int at = tree.tokens().indexOf(before) + 1;
        if (index < statement.arguments().size()) {
            expected.remove(at);
        }
        List<String> found =
                new ArrayList<>(changed.tokens().stream().map(Token::text).toList());
        String set = found.remove(at);
        assertThat(found).isEqualTo(expected);
        // In a snippet each brace has a backslash more.
        assertThat(set.replace("{$:{$}", "{$").replaceAll("\\\\+([{}])", "$1"))
                .isEqualTo(value.replaceAll("\\\\+([{}])", "$1"));
    }

    private static @Nullable Statement firstStatement(SyntaxTree tree) {
        for (Element element : tree.elements()) {
            if (element instanceof Section section) {
                for (Element inner : section.elements()) {
                    if (inner instanceof Directive directive) {
                        return directive;
                    }
                }
            }
        }
        return null;
    }

    @Property(tries = 2000)
    void what_is_removed_is_the_only_change(@ForAll("caddyfiles") String text) {
        SyntaxTree tree = SyntaxTree.parse(text);
        if (tree.elements().isEmpty() || !(tree.elements().get(0) instanceof Comment comment)) {
            return;
        }
        SyntaxTree changed = tree.edit().remove(comment).apply();
        assertThat(changed.tokens().stream().map(Token::raw))
                .isEqualTo(tree.tokens().stream().map(Token::raw).toList());
    }

    @Property(tries = 3000)
    void the_mended_layout_keeps_tokens_and_is_stable(@ForAll("caddyfiles") String text) {
        assertMended(SyntaxTree.parse(text));
    }

    @Property(tries = 5000)
    void the_mended_layout_of_any_text_keeps_tokens_and_is_stable(@ForAll("texts") String text) {
        SyntaxTree tree;
        try {
            tree = SyntaxTree.parse(text);
        } catch (SyntaxException e) {
            return; // Others look at what is refused.
        }
        assertMended(tree);
    }

    private static void assertMended(SyntaxTree tree) {
        SyntaxTree mended = SyntaxTree.parse(tree.format());
        assertThat(mended.format()).isEqualTo(mended.print());
        assertThat(mended.tokens().stream().map(Token::raw))
                .isEqualTo(tree.tokens().stream().map(Token::raw).toList());
        assertThat(mended.elements().stream().map(Object::getClass).toList())
                .isEqualTo(tree.elements().stream().map(Object::getClass).toList());
    }

    @Property(tries = 3000)
    void what_caddys_formatter_leaves_as_it_is_the_mended_one_does_too(@ForAll("plain") String text) {
        String formatted = CaddyFormatter.format(text);
        assertThat(SyntaxTree.parse(formatted).format()).isEqualTo(formatted);
        assertThat(SyntaxTree.parse(text).format()).isEqualTo(formatted);
    }

    /** Files without what the known bugs of Caddy's formatter need. */
    @Provide
    Arbitrary<String> plain() {
        return CaddyfileGrammar.generated()
                .filter(file -> Collections.disjoint(
                        file.productions(),
                        EnumSet.of(
                                CaddyfileGrammar.Production.CRLF,
                                CaddyfileGrammar.Production.BYTE_ORDER_MARK,
                                CaddyfileGrammar.Production.BACKTICKS,
                                CaddyfileGrammar.Production.GLUED_TOKENS,
                                CaddyfileGrammar.Production.LINE_END_IN_TOKEN,
                                CaddyfileGrammar.Production.QUOTED_BRACE,
                                CaddyfileGrammar.Production.PLAIN,
                                CaddyfileGrammar.Production.SPAN_IN_QUOTES,
                                CaddyfileGrammar.Production.COMMENT_WITH_BACKSLASH,
                                CaddyfileGrammar.Production.CONTINUATION,
                                CaddyfileGrammar.Production.NO_LINE_END)))
                .filter(file -> !file.productions()
                        .containsAll(EnumSet.of(
                                CaddyfileGrammar.Production.IMPORT_GLOB,
                                CaddyfileGrammar.Production.BRACE_ON_NEXT_LINE)))
                .map(CaddyfileGrammar.Generated::text);
    }

    @Example
    void time_is_linear_for_whatever_repeats() {
        List<String> pieces = List.of(
                "{",
                "}",
                "\"",
                "`",
                "\\",
                "#",
                "<",
                "{$",
                "{ ",
                "} ",
                "\" ",
                "a {\n",
                "}\n",
                "<<",
                "<<E\n",
                "<<E\nE\n",
                "{$}",
                "{$a",
                "{$a}",
                "# \\\n",
                "import ",
                "import a {\n",
                "(s) {\n",
                "\r",
                "\n",
                "a\\\n",
                "\"\n",
                "{}\n",
                "a,",
                "@",
                "\ufeff",
                "\u00e9\"",
                "``",
                "\"\"");
        for (String piece : pieces) {
            String text = piece.repeat(MEGABYTE / piece.length());
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> {
                        survive(text);
                        survive("a.com {\n" + text);
                        survive("a <<" + "E".repeat(MEGABYTE / 2) + "\n" + ("E".repeat(MEGABYTE / 4) + "\n").repeat(4));
                    },
                    piece);
        }
    }

    private static void survive(String text) {
        CaddyFormatter.format(text);
        CaddyFormatter.format(text.getBytes(StandardCharsets.UTF_8));
        try {
            SyntaxTree tree = SyntaxTree.parseTolerantly("F", text);
            assertThat(tree.problems()).hasSizeLessThanOrEqualTo(100);
            tree.elements().forEach(element -> assertThat(element.end()).isLessThanOrEqualTo(text.length()));
            assertThat(tree.elements().hashCode()).isEqualTo(tree.elements().hashCode());
            assertThat(tree.toBytes()).hasSize(text.getBytes(StandardCharsets.UTF_8).length);
        } catch (SyntaxException e) {
            assertThat(e.file()).isEqualTo("F");
        }
    }

    @Example
    void ten_thousand_blocks_may_be_nested() {
        String text = "a.com {\n" + "b {\n".repeat(10_000) + "}\n".repeat(10_001);
        SyntaxTree tree = SyntaxTree.parse(text);
        int depth = 0;
        for (Element at = ((Site) tree.elements().get(0)).elements().get(0); at != null; depth++) {
            List<Element> inner = ((Directive) at).block().orElseThrow().elements();
            at = inner.isEmpty() ? null : inner.get(0);
        }
        assertThat(depth).isEqualTo(10_000);
    }
}
