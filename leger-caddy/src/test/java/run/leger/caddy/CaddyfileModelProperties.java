package run.leger.caddy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import run.leger.caddy.syntax.CaddyfileGrammar;
import run.leger.caddy.syntax.SyntaxException;
import run.leger.caddy.syntax.SyntaxTree;
import run.leger.caddy.syntax.Token;
import run.leger.core.LegerException;

class CaddyfileModelProperties {
    @Provide
    Arbitrary<String> files() {
        return CaddyfileGrammar.files();
    }

    @Provide
    Arbitrary<String> soup() {
        return HostileStrings.caddyfiles();
    }

    @Property(tries = 2000)
    void what_was_read_is_written_and_read_again_as_the_same(@ForAll("files") String text) {
        roundTrip(Caddyfile.of(SyntaxTree.parse(text)), true);
    }

    @Property(tries = 5000)
    void a_text_without_order_is_read_or_refused(@ForAll("soup") String text) {
        // Not with what opens a span, whose text would depend on what stands behind it.
        Optional<Caddyfile> read = read(text.replace('$', 'S'));
        // What only the end of the file or of the line keeps from being something else may have to be quoted.
        read.ifPresent(file -> {
            try {
                file.render();
            } catch (UnwritableValueException e) {
                return; // An open quote can hold what no quotes can.
            }
            roundTrip(file, false);
        });
    }

    /** Each was found by the property above. */
    @Example
    void what_the_end_of_a_file_or_of_a_line_kept_from_being_something_else_stays_what_it_is() {
        for (String text : new String[] {
            "\\\"}",
            " \ufeff a.example",
            "respond x {\n{} {}  }",
            "a.example {\nimport x <<",
            "{\r}",
            "a.example {\nx \"y",
            "# C:\\dir\n#"
        }) {
            try {
                roundTrip(Caddyfile.of(SyntaxTree.parse(text)), false);
            } catch (SyntaxException e) {
                assertThat(e).hasMessageContaining("Caddyfile:");
            }
        }
        assertThatThrownBy(() -> Caddyfile.of(SyntaxTree.parse("\"\"import")))
                .isInstanceOf(InvalidCaddyfileException.class)
                .hasMessageStartingWith("Caddyfile:1:3: the word import");
    }

    @Example
    void a_span_without_an_end_gets_none_by_what_is_written_behind_it() {
        String written = Caddyfile.of(SyntaxTree.parse("a.example {$X")).render();
        assertThat(SyntaxTree.parse(written).withEnvironment(name -> null).tokens())
                .extracting(Token::text)
                .containsExactly("a.example,", "{$X", "{", "}");
    }

    private static Optional<Caddyfile> read(String text) {
        SyntaxTree tree;
        try {
            tree = SyntaxTree.parse(text);
        } catch (SyntaxException e) {
            return Optional.empty();
        }
        try {
            return Optional.of(Caddyfile.of(tree));
        } catch (LegerException e) {
            assertThat(e)
                    .isInstanceOf(InvalidCaddyfileException.class)
                    .hasMessageMatching("(?s)Caddyfile:\\d+:\\d+: .+");
            return Optional.empty();
        }
    }

    private static void roundTrip(Caddyfile file, boolean exactly) {
        String written = file.render();
        Caddyfile again = Caddyfile.of(SyntaxTree.parse(written));
        assertThat(withoutComments(again, exactly)).as(written).isEqualTo(withoutComments(file, exactly));
        assertThat(again.render()).isEqualTo(written);
    }

    private static List<Object> withoutComments(Caddyfile file, boolean exactly) {
        List<Object> all = new ArrayList<>();
        for (Section section : file.sections()) {
            if (section instanceof Site site) {
                all.add(site.addresses());
                lines(site.lines(), all, exactly);
            } else if (section instanceof Options options) {
                lines(options.lines(), all, exactly);
            } else if (section instanceof Snippet snippet) {
                all.add(snippet.name());
                lines(snippet.lines(), all, exactly);
            } else if (section instanceof NamedRoute route) {
                all.add(route.name());
                lines(route.lines(), all, exactly);
            } else if (section instanceof Import imported) {
                imported(imported, all, exactly);
            }
        }
        return all;
    }

    private static void lines(List<Line> lines, List<Object> all, boolean exactly) {
        all.add("{");
        for (Line line : lines) {
            if (line instanceof Directive directive) {
                all.add(directive.name());
                all.add(directive.matcher());
                arguments(directive.arguments(), all, exactly);
                directive.block().ifPresent(block -> lines(block, all, exactly));
            } else if (line instanceof Import imported) {
                imported(imported, all, exactly);
            }
        }
        all.add("}");
    }

    private static void imported(Import imported, List<Object> all, boolean exactly) {
        arguments(List.of(imported.pattern()), all, exactly);
        arguments(imported.arguments(), all, exactly);
        imported.block().ifPresent(block -> lines(block, all, exactly));
    }

    /** A token that depends on the environment must be spelt as it was; any other one must say the same, quoted or not as it was. */
    private static void arguments(List<Argument> arguments, List<Object> all, boolean exactly) {
        for (Argument argument : arguments) {
            boolean quoted = exactly && argument.source().orElseThrow().isQuoted();
            all.add(argument.token()
                    .map(token -> (quoted ? "'" : "") + token)
                    .orElseGet(() -> argument.source().orElseThrow().raw()));
        }
    }
}
