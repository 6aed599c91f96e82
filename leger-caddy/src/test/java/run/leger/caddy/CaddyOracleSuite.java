package run.leger.caddy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import run.leger.core.Json;

/**
 * What the real Caddy must say about what this module writes. Subclass it with an {@link Oracle}; the number of values is
 * {@code leger.oracle.tries} lists of up to twenty.
 */
public abstract class CaddyOracleSuite {
    private static final String[] HANDLERS = {
        "apps", "http", "servers", "srv0", "routes", "0", "handle", "0", "routes", "0", "handle"
    };
    /** How many values were compared, for the report of a run. */
    protected static final AtomicLong COMPARED = new AtomicLong();

    /** The real program. */
    public interface Oracle {
        /** Returns the JSON that Caddy makes of a Caddyfile, or its error. */
        Adapted adapt(String caddyfile);

        /** Returns the text as {@code caddy fmt} leaves it. */
        String fmt(String caddyfile);
    }

    /**
     * What came of an adaptation.
     *
     * @param config the JSON, or empty where Caddy refused
     * @param message Caddy's words where it refused, and its warnings otherwise
     */
    public record Adapted(Optional<Json> config, String message) {}

    /** For the subclass that knows the program. */
    protected CaddyOracleSuite() {}

    /** Returns the program to ask. */
    protected abstract Oracle oracle();

    @Provide
    Arbitrary<List<String>> lists() {
        return HostileStrings.values().list().ofMinSize(1).ofMaxSize(20);
    }

    @Provide
    Arbitrary<String> texts() {
        return HostileStrings.caddyfiles();
    }

    @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
    void a_literal_in_a_snippet_comes_back_as_itself(@ForAll("texts") String value) {
        if (!isWritable(Argument.text(value)) || value.isEmpty()) {
            return;
        }
        Caddyfile caddyfile = Caddyfile.builder()
                .snippet("s", s -> s.route(r -> r.respond(value, 200).directive(Snippet.blockOfImport())))
                .site(
                        ":8080",
                        s -> s.importing(Import.of("s")
                                .withBlock(List.of(Directive.of("respond")
                                        .on(Matcher.any())
                                        .with(Argument.text(value), Argument.of("201"))))))
                .build();
        Json config = adapted(caddyfile.render());
        for (int i = 0; i < 2; i++) {
            assertThat(unescaped(config.at(path(i, "body")).orElseThrow().asText()))
                    .isEqualTo(value);
        }
    }

    @Property(tries = 600, shrinking = ShrinkingMode.BOUNDED)
    void a_literal_in_a_replaced_field_comes_back_as_itself(@ForAll("lists") List<String> values) {
        List<String> written = new ArrayList<>();
        Caddyfile caddyfile = Caddyfile.builder()
                .site(
                        ":8080",
                        s -> s.route(r -> {
                            for (String value : values) {
                                if (isWritable(Argument.text(value)) && !value.isEmpty()) {
                                    written.add(value);
                                    r.respond(value, 200);
                                }
                            }
                            r.respond(204);
                        }))
                .build();
        Json config = adapted(caddyfile.render());
        for (int i = 0; i < written.size(); i++) {
            String body = config.at(path(i, "body")).orElseThrow().asText();
            assertThat(unescaped(body)).isEqualTo(written.get(i));
            assertThat(body.replace("\\{", "").replace("\\}", "")).doesNotContain("{", "}");
        }
        assertThat(config.at(path(written.size() + 1, "handler"))).isEmpty();
        COMPARED.addAndGet(written.size());
    }

    @Property(tries = 600, shrinking = ShrinkingMode.BOUNDED)
    void a_literal_in_a_field_that_is_not_replaced_comes_back_as_itself(@ForAll("lists") List<String> values) {
        List<String> written = new ArrayList<>();
        Directive mime = Directive.of("mime");
        for (String value : values) {
            if (isWritable(Argument.verbatim(value))) {
                written.add(value);
                mime = mime.with(Argument.verbatim(value));
            }
        }
        if (written.isEmpty()) {
            return;
        }
        Directive line = mime;
        Json config = adapted(Caddyfile.builder()
                .site(
                        ":8080",
                        s -> s.route(r -> r.directive(Directive.of("templates"), b -> b.line(line))
                                .respond(204)))
                .build()
                .render());
        for (int i = 0; i < written.size(); i++) {
            assertThat(config.at(path(0, "mime_types", Integer.toString(i)))
                            .orElseThrow()
                            .asText())
                    .isEqualTo(written.get(i));
        }
        assertThat(config.at(path(0, "mime_types", Integer.toString(written.size()))))
                .isEmpty();
        COMPARED.addAndGet(written.size());
    }

    @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
    void comments_and_header_values_never_become_syntax(@ForAll("lists") List<String> values) {
        List<String> written = new ArrayList<>();
        Caddyfile.Builder builder = Caddyfile.builder();
        builder.site(
                ":8080",
                s -> s.route(r -> {
                    for (String value : values) {
                        try {
                            r.comment(value);
                        } catch (UnwritableValueException e) {
                            assertThat(e.reason()).containsAnyOf("control character", "surrogate pair");
                        }
                        if (value.chars().noneMatch(c -> c < ' ' && c != '\t' || c == 0x7f)
                                && isWritable(Argument.text(value))) {
                            written.add(value);
                            r.header("X-Value", value);
                        }
                    }
                    r.respond(204);
                }));
        Json config = adapted(builder.build().render());
        for (int i = 0; i < written.size(); i++) {
            String value = config.at(path(i, "response", "set", "X-Value", "0"))
                    .orElseThrow()
                    .asText();
            assertThat(unescaped(value)).isEqualTo(written.get(i));
        }
        assertThat(config.at(path(written.size() + 1, "handler"))).isEmpty();
        COMPARED.addAndGet(written.size());
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void the_formatter_is_caddys_own(@ForAll("texts") String text) {
        assertThat(CaddyFormatter.format(text)).isEqualTo(oracle().fmt(text));
    }

    /** Adapts, and requires that Caddy neither refuses the text nor would format it otherwise. */
    private Json adapted(String text) {
        assertThat(CaddyFormatter.format(text)).isEqualTo(text);
        Adapted adapted = oracle().adapt(text);
        assertThat(adapted.config()).as(adapted.message()).isPresent();
        assertThat(adapted.message()).doesNotContain("not formatted");
        return adapted.config().orElseThrow();
    }

    private static boolean isWritable(Argument argument) {
        try {
            new TokenWriter(0, CaddyVersion.ANY).write(argument, "value");
            return true;
        } catch (UnwritableValueException e) {
            assertThat(e.reason()).isNotEmpty();
            return false;
        }
    }

    private static String unescaped(String value) {
        return value.replace("\\{", "{").replace("\\}", "}");
    }

    private static String[] path(int handler, String... rest) {
        List<String> path = new ArrayList<>(List.of(HANDLERS));
        path.add(Integer.toString(handler));
        path.addAll(List.of(rest));
        return path.toArray(String[]::new);
    }
}
