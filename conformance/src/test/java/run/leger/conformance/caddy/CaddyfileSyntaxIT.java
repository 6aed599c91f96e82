package run.leger.conformance.caddy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.CaddyFormatter;
import run.leger.caddy.HostileStrings;
import run.leger.caddy.syntax.CaddyfileGrammar;
import run.leger.caddy.syntax.CaddyfileGrammar.Generated;
import run.leger.caddy.syntax.CaddyfileGrammar.Production;
import run.leger.caddy.syntax.FormatBug;
import run.leger.caddy.syntax.Node;
import run.leger.caddy.syntax.SyntaxException;
import run.leger.caddy.syntax.SyntaxTree;
import run.leger.conformance.lab.CaddyProcess;
import run.leger.conformance.lab.TempDir;

/**
 * The tree and the formatter against Caddy's own lexer, block parser and formatter. Each property makes {@code jqwik.tries.default} files: from
 * the grammar of what Caddy takes, and from pieces without any order.
 */
class CaddyfileSyntaxIT {
    private static @Nullable CaddyfileJudge running;
    private static final Set<Production> SEEN = EnumSet.noneOf(Production.class);

    /** Where Caddy's block parser and ours differ on purpose: what we refuse, and why. */
    private enum Difference {
        STRAY_BRACE(
                "a closing brace without an opening one",
                "}\n",
                "Caddy takes it for an address, and refuses that as a certificate's name"),
        NAMELESS_BLOCK(
                "a block without a name",
                "a.example {\n{\n}\n}\n",
                "Caddy takes the brace for a directive, and knows none of that name");

        final String reason;
        final String example;
        final String why;

        Difference(String reason, String example, String why) {
            this.reason = reason;
            this.example = example;
            this.why = why;
        }
    }

    @BeforeContainer
    static void start() {
        running = new CaddyfileJudge(CaddyfileGrammar.ENVIRONMENT);
    }

    @AfterContainer
    static void stop() {
        caddy().close();
        // A production that is never made would prove nothing.
        assertThat(SEEN).isEqualTo(EnumSet.allOf(Production.class));
    }

    private static CaddyfileJudge caddy() {
        return Objects.requireNonNull(running, "started before");
    }

    @Provide
    Arbitrary<Generated> files() {
        return CaddyfileGrammar.generated();
    }

    @Provide
    Arbitrary<String> soup() {
        return HostileStrings.caddyfiles();
    }

    @Property
    void a_file_is_kept_whole_and_has_caddys_blocks(@ForAll("files") Generated file) {
        SEEN.addAll(file.productions());
        byte[] bytes = file.text().getBytes(StandardCharsets.UTF_8);
        SyntaxTree tree = SyntaxTree.parse("Caddyfile", bytes);
        assertThat(tree.toBytes()).isEqualTo(bytes);
        assertThat(tree.pieces().stream().map(Node::raw).collect(Collectors.joining()))
                .isEqualTo(file.text());
        CaddyfileJudge.Answer answer = caddy().blocks(bytes);
        assertThat(answer.isOk()).as(answer.text()).isTrue();
        if (!file.productions().contains(Production.IMPORT_SNIPPET)) {
            SyntaxTree resolved = tree.withEnvironment(CaddyfileGrammar.ENVIRONMENT::get);
            assertThat(CaddyfileJson.blocks(resolved)).isEqualTo(CaddyfileJson.read(answer));
        }
    }

    @Property
    void tokens_of_a_file_are_caddys(@ForAll("files") Generated file) {
        SEEN.addAll(file.productions());
        SyntaxTree tree = SyntaxTree.parse(file.text()).withEnvironment(CaddyfileGrammar.ENVIRONMENT::get);
        assertThat(CaddyfileJson.tokens(tree)).isEqualTo(CaddyfileJson.read(caddy().tokens(tree.toBytes())));
    }

    @Property
    void a_text_without_order_has_caddys_tokens_or_caddys_error(@ForAll("soup") String text) {
        // Not with environment spans, which Caddy replaces before its lexer.
        String source = text.replace('$', 'S');
        if (source.isEmpty()) {
            return; // Caddy's answer is a bare EOF.
        }
        CaddyfileJudge.Answer answer = caddy().tokens(source.getBytes(StandardCharsets.UTF_8));
        try {
            SyntaxTree tree = SyntaxTree.parseTolerantly("Caddyfile", source.getBytes(StandardCharsets.UTF_8));
            assertThat(answer.isOk()).as(answer.text()).isTrue();
            assertThat(CaddyfileJson.tokens(tree)).isEqualTo(CaddyfileJson.read(answer));
        } catch (SyntaxException e) {
            assertThat(answer.isOk()).as(e.getMessage()).isFalse();
            assertThat(answer.text()).isEqualTo(e.reason());
        }
    }

    @Property
    void what_is_refused_caddy_refuses_and_the_other_way_round(@ForAll("soup") String text) {
        // What an import brings is not looked at.
        String source = text.replace('$', 'S').replace("import", "imports");
        if (source.isEmpty()) {
            return;
        }
        CaddyfileJudge.Answer answer = caddy().blocks(source.getBytes(StandardCharsets.UTF_8));
        try {
            SyntaxTree tree = SyntaxTree.parse("Caddyfile", source.getBytes(StandardCharsets.UTF_8));
            assertThat(answer.isOk()).as(answer.text()).isTrue();
            assertThat(CaddyfileJson.blocks(tree)).isEqualTo(CaddyfileJson.read(answer));
        } catch (SyntaxException e) {
            for (Difference difference : Difference.values()) {
                if (e.reason().equals(difference.reason)) {
                    return;
                }
            }
            assertThat(answer.isOk()).as(e.getMessage()).isFalse();
            assertThat(answer.text()).startsWith(e.reason());
        }
    }

    @Example
    void what_is_refused_on_purpose_does_not_adapt() throws Exception {
        try (TempDir dir = new TempDir("difference")) {
            for (Difference difference : Difference.values()) {
                Path file = Files.writeString(dir.path().resolve("Caddyfile"), difference.example);
                assertThat(CaddyProcess.cli("validate", "--adapter", "caddyfile", "--config", file.toString())
                                .code())
                        .as(difference.why)
                        .isNotZero();
            }
        }
    }

    @Property
    void files_are_formatted_as_caddy_does(@ForAll("files") Generated file) {
        SEEN.addAll(file.productions());
        assertFormatted(file.text());
    }

    @Property
    void texts_without_order_are_formatted_as_caddy_does(@ForAll("soup") String text) {
        assertFormatted(text);
    }

    @Property
    void any_bytes_are_formatted_as_caddy_does(@ForAll byte[] bytes) {
        assertThat(CaddyFormatter.format(bytes)).isEqualTo(caddy().fmt(bytes));
    }

    @Property
    void the_mended_layout_means_the_same_to_caddy(@ForAll("files") Generated file) {
        SEEN.addAll(file.productions());
        String mended = SyntaxTree.parse(file.text()).format();
        assertThat(SyntaxTree.parse(mended).format()).isEqualTo(mended);
        assertThat(caddy().blocks(mended.getBytes(StandardCharsets.UTF_8)).text())
                .isEqualTo(caddy().blocks(file.text().getBytes(StandardCharsets.UTF_8))
                        .text());
    }

    @Property
    void the_mended_layout_of_a_text_without_order_means_the_same_to_caddy(@ForAll("soup") String text) {
        // What a span becomes or an import brings may be syntax, which no layout can know.
        String source = text.replace('$', 'S').replace("import", "imports");
        SyntaxTree tree;
        try {
            tree = SyntaxTree.parse(source);
        } catch (SyntaxException e) {
            return;
        }
        String mended = tree.format();
        assertThat(SyntaxTree.parse(mended).format()).isEqualTo(mended);
        String before = caddy().blocks(source.getBytes(StandardCharsets.UTF_8)).text();
        if (before.equals("EOF")) {
            return; // Of no bytes; the layout has a line end.
        }
        String after = caddy().blocks(mended.getBytes(StandardCharsets.UTF_8)).text();
        assertThat(after).isEqualTo(before);
    }

    @Example
    void caddys_formatter_has_the_bugs_that_are_listed() {
        for (FormatBug bug : FormatBug.values()) {
            byte[] input = bug.input().getBytes(StandardCharsets.UTF_8);
            assertThat(new String(caddy().fmt(input), StandardCharsets.UTF_8))
                    .as(bug.name())
                    .isEqualTo(bug.caddys());
            String before = caddy().blocks(input).text();
            assertThat(caddy().blocks(bug.mended().getBytes(StandardCharsets.UTF_8))
                            .text())
                    .as(bug.name())
                    .isEqualTo(before);
            assertThat(caddy().blocks(bug.caddys().getBytes(StandardCharsets.UTF_8))
                            .text()
                            .equals(before))
                    .as(bug.name())
                    .isEqualTo(bug.effect() == FormatBug.Effect.LAYOUT);
        }
    }

    /** Also on what comes out, which Caddy may change once more. */
    private static void assertFormatted(String text) {
        byte[] once = CaddyFormatter.format(text.getBytes(StandardCharsets.UTF_8));
        assertThat(once).isEqualTo(caddy().fmt(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(CaddyFormatter.format(once)).isEqualTo(caddy().fmt(once));
    }
}
