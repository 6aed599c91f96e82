package run.leger.setec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a Setec server says, byte by byte, where no typed client sees it: run over the fake and over the real handlers. The names begin with the part
 * of the API that they are about: headers, order of checks, conventions of JSON, endpoints, results, identity, versions, names, conditional get.
 * The identities are those of {@link SetecSuite}.
 */
public abstract class SetecWireSuite {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String name = "ok/" + UUID.randomUUID();

    /** Takes nothing: what it runs over is said by {@link #address}. */
    protected SetecWireSuite() {}

    /** Returns where callers are this identity. */
    protected abstract URI address(String identity);

    /** Returns what the server's audit log says of a secret, in order: action, "denied" where it was, and the version that was asked for. */
    protected abstract List<String> audit(String secret);

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpRequest.Builder post(String identity, String path, byte[] body) {
        return HttpRequest.newBuilder(URI.create(address(identity) + path))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    /** Returns status and body of a right call. */
    private String call(String identity, String path, String body) {
        return call(identity, path, body.replace("N\"", name + "\"").getBytes(UTF_8));
    }

    private String call(String identity, String path, byte[] body) {
        HttpResponse<String> response = send(post(identity, path, body)
                .header("Content-Type", "application/json")
                .header("Sec-X-Tailscale-No-Browsers", "setec"));
        return response.statusCode() + " " + response.body();
    }

    private void put(String value) {
        String base64 = Base64.getEncoder().encodeToString(value.getBytes(UTF_8));
        assertThat(call("admin", "/api/put", "{\"Name\":\"N\",\"Value\":\"" + base64 + "\"}"))
                .startsWith("200 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | setec | 200",
                "Application/JSON | setec | 400",
                "application/json; charset=utf-8 | setec | 400",
                "text/json | setec | 400",
                "application/json | Setec | 403",
                "application/json | true | 403",
            })
    void headers_count_to_the_letter(String type, String browsers, int status) {
        HttpResponse<String> response = send(post("admin", "/api/list", "{}".getBytes(UTF_8))
                .header("content-type", type)
                .header("sec-x-tailscale-no-browsers", browsers));
        assertThat(response.statusCode()).isEqualTo(status);
        if (status == 200) {
            assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        } else {
            assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
            assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(response.body()).endsWith("\n");
        }
    }

    /** The caller is nobody, or one without rights: what is said before the rules are asked, is said to it too. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "fail | /api/get | { | 500 unable to identify caller",
                "fail | /api/put | {\"Name\":\"\"} | 500 unable to identify caller",
                "none | /api/get | { | 400 bad request",
                "none | /api/create-version | {\"Name\":\"N\",\"Version\":0} | 400 invalid version, please specify a version > 0",
                "none | /api/create-version | {\"Name\":\"\",\"Version\":1} | 500 internal error",
                "none | /api/put | {\"Name\":\"\"} | 500 internal error",
                "none | /api/activate | {\"Name\":\"\",\"Version\":1} | 500 internal error",
                "none | /api/activate | {\"Name\":\"N\",\"Version\":0} | 403 access denied",
                "none | /api/delete | {\"Name\":\"\"} | 403 access denied",
                "none | /api/delete-version | {\"Name\":\"\",\"Version\":0} | 403 access denied",
                "none | /api/get | {\"Name\":\"\"} | 403 access denied",
                "none | /api/info | {\"Name\":\"\"} | 403 access denied",
                "none | /api/put | {\"Name\":\"_internal/x\"} | 403 access denied",
            })
    void order_of_checks(String identity, String path, String body, String said) {
        assertThat(call(identity, path, body)).isEqualTo(said + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Name\":\"N\"}",
                "{\"Name\":\"N\",\"Value\":null}",
                "{\"Name\":\"N\",\"Value\":\"\"}",
                "{\"Name\":\"N\",\"Value\":[]}"
            })
    void json_has_four_ways_to_say_that_a_value_is_empty(String body) {
        assertThat(call("admin", "/api/put", body)).isEqualTo("200 1");
        assertThat(call("admin", "/api/get", "{\"Name\":\"N\"}")).isEqualTo("200 {\"Value\":\"\",\"Version\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e0", "1.5", "-0.0", "true", "{}", "[1]", "99999999999999999999"})
    void json_takes_no_version_but_a_whole_number(String version) {
        put("one");
        assertThat(call("admin", "/api/get", "{\"Name\":\"N\",\"Version\":" + version + "}"))
                .isEqualTo("400 bad request\n");
    }

    @Test
    void json_of_the_largest_version_is_a_number() {
        assertThat(call("admin", "/api/create-version", "{\"Name\":\"N\",\"Version\":4294967295,\"Value\":\"eA==\"}"))
                .isEqualTo("200 {}");
        assertThat(call("admin", "/api/get", "{\"Name\":\"N\"}"))
                .isEqualTo("200 {\"Value\":\"eA==\",\"Version\":4294967295}");
    }

    @Test
    void json_with_a_byte_order_mark_or_compressed_is_bad() {
        assertThat(call("admin", "/api/list", "\ufeff{}".getBytes(UTF_8))).isEqualTo("400 bad request\n");
        assertThat(call("admin", "/api/list", new byte[] {0x1f, (byte) 0x8b, 8, 0}))
                .isEqualTo("400 bad request\n");
    }

    @Test
    void json_escapes_angles_and_ampersands_in_names_and_ends_without_a_line() {
        String odd = name + "<&>";
        call("admin", "/api/put", "{\"Name\":\"" + odd + "\"}");
        assertThat(call("admin", "/api/info", "{\"Name\":\"" + odd + "\"}"))
                .isEqualTo("200 {\"Name\":\"" + name + "\\u003c\\u0026\\u003e\",\"Versions\":[1],\"ActiveVersion\":1}");
    }

    @Test
    void json_makes_half_of_a_surrogate_pair_another_character_under_which_two_names_meet() {
        assertThat(call("admin", "/api/put", "{\"Name\":\"" + name + "\\ud800\",\"Value\":\"eA==\"}"))
                .isEqualTo("200 1");
        assertThat(call("admin", "/api/get", "{\"Name\":\"" + name + "\\udfff\"}"))
                .isEqualTo("200 {\"Value\":\"eA==\",\"Version\":1}");
        assertThat(call("admin", "/api/get", "{\"Name\":\"" + name + "\ufffd\"}"))
                .startsWith("200 ");
    }

    @Test
    void endpoints_that_return_nothing_return_an_empty_object() {
        put("one");
        put("two");
        assertThat(call("admin", "/api/activate", "{\"Name\":\"N\",\"Version\":2}"))
                .isEqualTo("200 {}");
        assertThat(call("admin", "/api/activate", "{\"Name\":\"N\",\"Version\":2}"))
                .isEqualTo("200 {}");
        assertThat(call("admin", "/api/delete-version", "{\"Name\":\"N\",\"Version\":1}"))
                .isEqualTo("200 {}");
        assertThat(call("admin", "/api/create-version", "{\"Name\":\"N\",\"Version\":9}"))
                .isEqualTo("200 {}");
        assertThat(call("admin", "/api/delete", "{\"Name\":\"N\"}")).isEqualTo("200 {}");
        assertThat(call("admin", "/api/delete", "{\"Name\":\"N\"}")).isEqualTo("200 {}");
    }

    @Test
    void endpoints_list_null_where_nothing_is_visible() {
        put("one");
        assertThat(call("none", "/api/list", "{}")).isEqualTo("200 null");
        assertThat(call("ci", "/api/list", "{}")).isEqualTo("200 null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/health", "/api/typo"})
    void endpoints_that_are_none_answer_a_get_with_a_page_of_names(String path) {
        put("one");
        HttpResponse<String> page = send(HttpRequest.newBuilder(URI.create(address("admin") + path)));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(page.body()).contains(name);
        assertThat(send(HttpRequest.newBuilder(URI.create(address("none") + path)))
                        .body())
                .doesNotContain(name);
    }

    @Test
    void results_of_an_unchanged_conditional_get_are_304_and_nothing() {
        put("one");
        String held = "{\"Name\":\"N\",\"Version\":1,\"UpdateIfChanged\":true}";
        assertThat(call("admin", "/api/get", held)).isEqualTo("304 ");
        assertThat(call("admin", "/api/get", held.replace("1,", "7,"))).startsWith("200 ");
        assertThat(call("admin", "/api/get", "{\"Name\":\"N\",\"Version\":7}")).isEqualTo("404 not found\n");
        assertThat(call("none", "/api/get", held)).isEqualTo("403 access denied\n");
    }

    @Test
    void results_of_a_claimed_version_are_412() {
        put("one");
        assertThat(call("admin", "/api/create-version", "{\"Name\":\"N\",\"Version\":1}"))
                .isEqualTo("412 version already set\n");
    }

    @Test
    void versions_of_a_reserved_name_can_be_created_and_read_and_never_changed_again() {
        String reserved = "\"_internal/" + name + "\"";
        assertThat(call("admin", "/api/create-version", "{\"Name\":" + reserved + ",\"Version\":3,\"Value\":\"eA==\"}"))
                .isEqualTo("200 {}");
        assertThat(call("admin", "/api/get", "{\"Name\":" + reserved + "}")).startsWith("200 ");
        for (String path : new String[] {"put", "activate", "delete-version", "delete"}) {
            assertThat(call("admin", "/api/" + path, "{\"Name\":" + reserved + ",\"Version\":3}"))
                    .as(path)
                    .isEqualTo("500 internal error\n");
        }
    }

    @Test
    void conditional_get_is_not_audited_where_nothing_changed_or_nothing_is_there() {
        String held = "{\"Name\":\"N\",\"Version\":1,\"UpdateIfChanged\":true}";
        assertThat(call("admin", "/api/get", held)).isEqualTo("404 not found\n");
        assertThat(audit(name)).isEmpty();
        put("one");
        call("admin", "/api/get", held);
        assertThat(audit(name)).containsExactly("put");
        call("none", "/api/get", held);
        call("admin", "/api/get", held.replace("1,", "7,"));
        call("ci", "/api/get", "{\"Name\":\"N\"}");
        call("admin", "/api/get", "{\"Name\":\"N\",\"Version\":1}");
        assertThat(audit(name)).containsExactly("put", "get denied", "get", "get", "get 1");
    }

    @Test
    void names_are_what_their_bytes_are() {
        String composed = "\u00e9";
        String decomposed = "e\u0301";
        for (String end : new String[] {composed, decomposed, "e", "E", " e", "x".repeat(20_000)}) {
            assertThat(call("admin", "/api/put", "{\"Name\":\"" + name + end + "\"}"))
                    .as(end.substring(0, 1))
                    .isEqualTo("200 1");
        }
    }
}
