package run.leger.caddy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.syntax.SyntaxTree;
import run.leger.caddy.syntax.Token;

class CaddyfileWriterProperties {

    @Provide
    Arbitrary<List<String>> lists() {
        return HostileStrings.values().list().ofMinSize(0).ofMaxSize(8);
    }

    @Property(tries = 3000)
    void no_value_becomes_syntax(@ForAll("lists") List<String> values) {
        for (int levels = 0; levels <= 1; levels++) {
            List<List<String>> expected = new ArrayList<>();
            Caddyfile.Builder builder = Caddyfile.builder();
            builder.site("a.com", s -> {
                for (String value : values) {
                    for (Argument argument :
                            List.of(Argument.text(value), Argument.verbatim(value), Argument.of(value))) {
                        if (isWritable(argument)) {
                            s.directive(Directive.of("x").with(Argument.of("first"), argument, Argument.of("last")));
                        }
                    }
                }
            });
            expected.add(List.of("a.com", "{"));
            for (String value : values) {
                if (isWritable(Argument.text(value))) {
                    expected.add(List.of("x", "first", escaped(value, levels + 1), "last"));
                }
                if (isWritable(Argument.verbatim(value))) {
                    expected.add(List.of("x", "first", escaped(value, levels), "last"));
                }
                if (isWritable(Argument.of(value))) {
                    expected.add(List.of("x", "first", value, "last"));
                }
            }
            expected.add(List.of("}"));
            Caddyfile caddyfile = builder.build();
            String text = levels == 0 ? caddyfile.render() : caddyfile.renderForImport();
            assertThat(CaddyFormatter.format(text)).isEqualTo(text);
            assertThat(tokens(text, CaddyfileWriterProperties::empty)).isEqualTo(expected);
            assertThat(tokens(text, CaddyfileWriterProperties::hostile)).isEqualTo(expected);
        }
    }

    @Property(tries = 2000)
    void comments_leave_no_tokens(@ForAll("lists") List<String> values) {
        Caddyfile.Builder builder = Caddyfile.builder();
        builder.site("a.com", s -> {
            for (String value : values) {
                try {
                    s.comment(value).directive("x");
                } catch (UnwritableValueException e) {
                    s.directive("x");
                }
            }
        });
        List<List<String>> expected = new ArrayList<>();
        expected.add(List.of("a.com", "{"));
        values.forEach(value -> expected.add(List.of("x")));
        expected.add(List.of("}"));
        String text = builder.build().render();
        assertThat(CaddyFormatter.format(text)).isEqualTo(text);
        assertThat(tokens(text, CaddyfileWriterProperties::empty)).isEqualTo(expected);
        assertThat(tokens(text, CaddyfileWriterProperties::hostile)).isEqualTo(expected);
    }

    @Property(tries = 3000)
    void whatever_is_taken_for_a_site_address_is_one_harmless_token(@ForAll("values") String value) {
        try {
            String text =
                    Caddyfile.builder().site(value, s -> s.respond(200)).build().render();
            List<List<String>> lines = tokens(text, CaddyfileWriterProperties::hostile);
            assertThat(lines).hasSize(3);
            assertThat(lines.get(0)).hasSize(2);
            assertThat(lines.get(0).get(0))
                    .doesNotStartWith("@")
                    .doesNotStartWith("(")
                    .doesNotContain(",", "{", "}");
        } catch (UnwritableValueException e) {
            assertThat(e.position()).isEqualTo("site address");
        }
    }

    @Property(tries = 3000)
    void whatever_is_taken_for_an_upstream_is_one_harmless_token(@ForAll("values") String value) {
        try {
            String text = Caddyfile.builder()
                    .site("a.com", s -> s.reverseProxy(Upstream.of(value)))
                    .build()
                    .render();
            List<List<String>> lines = tokens(text, CaddyfileWriterProperties::hostile);
            assertThat(lines).hasSize(3);
            assertThat(lines.get(1)).hasSize(2);
            assertThat(lines.get(1).get(1)).doesNotContain("{", "}", " ", "#");
        } catch (UnwritableValueException e) {
            assertThat(e.position()).isEqualTo("reverse_proxy, upstream");
        }
    }

    @Property(tries = 5000)
    void the_formatter_never_fails_and_ends_in_one_line_end(@ForAll("texts") String text) {
        String formatted = CaddyFormatter.format(text);
        assertThat(formatted).endsWith("\n").doesNotEndWith("\n\n").doesNotEndWith(" \n");
    }

    @Provide
    Arbitrary<String> values() {
        return HostileStrings.values();
    }

    @Provide
    Arbitrary<String> texts() {
        return HostileStrings.caddyfiles();
    }

    /** Returns the tokens of each line, as Caddy would see them in an environment. */
    private static List<List<String>> tokens(String text, Function<String, @Nullable String> environment) {
        List<List<String>> lines = new ArrayList<>();
        Token before = null;
        for (Token token : SyntaxTree.parse(text).withEnvironment(environment).tokens()) {
            if (before == null || !before.isOnLineOf(token)) {
                lines.add(new ArrayList<>());
            }
            lines.get(lines.size() - 1).add(token.text());
            before = token;
        }
        return lines;
    }

    private static @Nullable String empty(String variable) {
        return null;
    }

    /** Every variable is set, and to something that ends quotes, lines and blocks. */
    private static @Nullable String hostile(String variable) {
        return variable.isEmpty() ? null : "\"`\n}\nevil.com {\nrespond pwned\n}\n# {$X}";
    }

    private static boolean isWritable(Argument argument) {
        try {
            new TokenWriter(0, CaddyVersion.ANY).write(argument, "value");
            new TokenWriter(1, CaddyVersion.ANY).write(argument, "value");
            return true;
        } catch (UnwritableValueException e) {
            return false;
        }
    }

    private static String escaped(String value, int levels) {
        String backslashes = "\\".repeat(levels);
        return value.replace("{", backslashes + "{").replace("}", backslashes + "}");
    }
}
