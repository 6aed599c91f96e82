package run.leger.setec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import run.leger.core.Headers;
import run.leger.core.LegerException;
import run.leger.core.SecretBytes;
import run.leger.core.TransportResponse;

/** What holds for every answer: typed errors only, and no secret in any text. */
final class SetecProperties {
    private static final SecretName NAME = SecretName.of("prod/db");
    private static final SecretVersion ONE = SecretVersion.of(1);
    private static final String SECRET = "hunter2-planted-secret";
    private static final String SECRET_BASE64 = Base64.getEncoder().encodeToString(SECRET.getBytes(UTF_8));
    private static final List<Function<SetecClient, Object>> CALLS = List.of(
            SetecClient::list,
            setec -> setec.get(NAME),
            setec -> setec.getIfChanged(NAME, ONE),
            setec -> setec.getVersion(NAME, ONE),
            setec -> setec.info(NAME),
            setec -> setec.put(NAME, planted()),
            setec -> {
                setec.createVersion(NAME, ONE, planted());
                return "";
            },
            setec -> {
                setec.activate(NAME, ONE);
                return "";
            },
            setec -> {
                setec.deleteVersion(NAME, ONE);
                return "";
            },
            setec -> {
                setec.delete(NAME);
                return "";
            },
            setec -> setec.raw("/api/get", planted()));

    private static SecretBytes planted() {
        return SecretBytes.copyOf(SECRET.getBytes(UTF_8));
    }

    private static SetecClient answering(int status, byte[] body) {
        return SetecClient.builder(URI.create("https://setec.example"))
                .transport((request, options) -> new TransportResponse(
                        status, Headers.of("Location", "https://" + "x"), new ByteArrayInputStream(body.clone())))
                .build();
    }

    @Property
    void any_answer_gives_a_value_or_a_typed_error(@ForAll byte[] body, @ForAll("statuses") int status) {
        outcomes(status, body);
    }

    @Property
    void almost_right_answers_give_a_value_or_a_typed_error_and_never_show_the_secret(
            @ForAll("damaged") byte[] body, @ForAll("statuses") int status) {
        for (String text : outcomes(status, body)) {
            assertThat(text).doesNotContain(SECRET, SECRET_BASE64, SECRET_BASE64.substring(0, 12));
        }
    }

    @Property
    void every_value_comes_back(@ForAll byte[] bytes, @ForAll("versions") long version) {
        String body = "{\"Value\":\"" + Base64.getEncoder().encodeToString(bytes) + "\",\"Version\":" + version + "}";
        try (SetecClient setec = answering(200, body.getBytes(UTF_8));
                SecretValue value = setec.get(NAME)) {
            assertThat(value.value().copy()).isEqualTo(bytes);
            assertThat(value.version().number()).isEqualTo(version);
        }
    }

    @Property
    void a_name_is_refused_or_kept(@ForAll String text) {
        try {
            assertThat(SecretName.of(text).text()).isEqualTo(text);
            assertThat(new String(text.getBytes(UTF_8), UTF_8)).isEqualTo(text);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).doesNotContain("\n", "\u0000");
        }
    }

    /** Calls everything, and returns all text that comes out of it. */
    private static List<String> outcomes(int status, byte[] body) {
        try (SetecClient setec = answering(status, body)) {
            return CALLS.stream().map(call -> outcome(setec, call)).toList();
        }
    }

    private static String outcome(SetecClient setec, Function<SetecClient, Object> call) {
        try {
            return String.valueOf(call.apply(setec));
        } catch (LegerException e) {
            StringWriter text = new StringWriter();
            e.printStackTrace(new PrintWriter(text));
            return text + e.remedy().orElse("");
        }
    }

    @Provide
    Arbitrary<Integer> statuses() {
        return Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.just(200)),
                Tuple.of(5, Arbitraries.integers().between(200, 599)));
    }

    @Provide
    Arbitrary<Long> versions() {
        return Arbitraries.longs().between(1, 4294967295L);
    }

    /** Documents with the secret in them, as they are, cut, or with one byte changed. */
    @Provide
    Arbitrary<byte[]> damaged() {
        return Arbitraries.of(
                        "{\"Value\":\"" + SECRET_BASE64 + "\",\"Version\":1}",
                        "{\"Version\":\"" + SECRET + "\",\"Value\":\"" + SECRET_BASE64 + "\"}",
                        "{\"Value\":\"" + SECRET + "\",\"Version\":1}",
                        "{\"Version\":1,\"Value\":{\"x\":\"" + SECRET_BASE64 + "\"}}",
                        SECRET,
                        "\"" + SECRET_BASE64 + "\"",
                        "<html>you sent " + SECRET_BASE64 + "</html>",
                        "access denied " + SECRET)
                .flatMap(text -> Arbitraries.integers()
                        .between(0, text.length())
                        .flatMap(at -> Arbitraries.integers().between(0, 257).map(to -> damage(text, at, to))));
    }

    private static byte[] damage(String text, int at, int to) {
        if (to > 255) {
            return (to == 256 ? text : text.substring(0, at)).getBytes(ISO_8859_1);
        }
        byte[] bytes = text.getBytes(ISO_8859_1);
        if (at < bytes.length) {
            bytes[at] = (byte) to;
        }
        return bytes;
    }
}
