package run.leger.setec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.core.AccessDeniedException;
import run.leger.core.ApiException;
import run.leger.core.HttpTransport;
import run.leger.core.NotFoundException;
import run.leger.core.SecretBytes;
import run.leger.core.TransportRequest;
import run.leger.core.UnsupportedEndpointException;

/**
 * What a Setec server does, seen through the client: run over the fake and over the real handlers. The identities are admin (everything),
 * ro (get and info on {@code ok/*}), none, ci (get on everything), legacy (get and info on everything, by the old capability name), and
 * fail, badcap and anon, whom the server cannot identify. Each test has names of its own.
 */
public abstract class SetecSuite {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Map<String, SetecClient> clients = new HashMap<>();
    private final String unique = UUID.randomUUID().toString();
    private final SecretName name = SecretName.of("ok/" + unique);

    /** Takes nothing: what it runs over is said by {@link #address}. */
    protected SetecSuite() {}

    private SetecClient admin() {
        return client("admin");
    }

    /** Returns where callers are this identity. */
    protected abstract URI address(String identity);

    /** Returns a client that is this identity. */
    protected SetecClient client(String identity) {
        return clients.computeIfAbsent(identity, key -> SetecClient.create(address(key)));
    }

    @AfterEach
    void close() {
        clients.values().forEach(SetecClient::close);
    }

    private static SecretBytes secret(String text) {
        return SecretBytes.copyOf(text.getBytes(UTF_8));
    }

    private static SecretVersion v(long number) {
        return SecretVersion.of(number);
    }

    private static String text(SecretValue value) {
        return new String(value.value().copy(), UTF_8);
    }

    private String active() {
        SecretValue value = admin().get(name);
        return value.version() + "=" + text(value);
    }

    @Test
    void the_first_value_is_version_1_and_active() {
        assertThat(admin().put(name, secret("one"))).isEqualTo(v(1));
        assertThat(active()).isEqualTo("1=one");
        SecretInfo info = admin().info(name);
        assertThat(info.name()).isEqualTo(name);
        assertThat(info.versions()).containsExactly(v(1));
        assertThat(info.activeVersion()).isEqualTo(v(1));
        assertThat(info.raw().at("Name").orElseThrow().asText()).isEqualTo(name.text());
    }

    @Test
    void a_second_value_waits_to_be_activated() {
        admin().put(name, secret("one"));
        assertThat(admin().put(name, secret("two"))).isEqualTo(v(2));
        assertThat(active()).isEqualTo("1=one");
        admin().activate(name, v(2));
        assertThat(active()).isEqualTo("2=two");
        admin().activate(name, v(1));
        assertThat(active()).isEqualTo("1=one");
        admin().activate(name, v(1));
        assertThat(text(admin().getVersion(name, v(2)))).isEqualTo("two");
        assertThat(text(admin().getVersion(name, SecretVersion.ACTIVE))).isEqualTo("one");
    }

    @Test
    void a_value_equal_to_the_highest_version_is_not_stored_again_and_an_older_one_is() {
        admin().put(name, secret("one"));
        admin().put(name, secret("two"));
        assertThat(admin().put(name, secret("two"))).isEqualTo(v(2));
        assertThat(admin().put(name, secret("one"))).isEqualTo(v(3));
    }

    @Test
    void values_of_every_byte_and_of_none_come_back() {
        byte[] bytes = new byte[70_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 >> 3);
        }
        admin().put(name, SecretBytes.copyOf(bytes));
        assertThat(admin().get(name).value().copy()).isEqualTo(bytes);
        SecretName empty = SecretName.of(name.text() + "/empty");
        assertThat(admin().put(empty, secret(""))).isEqualTo(v(1));
        assertThat(admin().get(empty).value().length()).isZero();
    }

    @Test
    void created_versions_are_active_at_once_and_may_go_down() {
        admin().createVersion(name, v(50), secret("fifty"));
        assertThat(active()).isEqualTo("50=fifty");
        admin().createVersion(name, v(10), secret("ten"));
        assertThat(active()).isEqualTo("10=ten");
        assertThat(admin().put(name, secret("next"))).isEqualTo(v(51));
        assertThat(admin().info(name).versions()).containsExactly(v(10), v(50), v(51));
        assertThat(admin().getIfChanged(name, v(50)))
                .isInstanceOfSatisfying(
                        Refresh.Changed.class, c -> assertThat(c.version()).isEqualTo(v(10)));
    }

    @Test
    void a_version_can_be_created_once_even_if_it_was_deleted() {
        admin().createVersion(name, v(5), secret("five"));
        admin().createVersion(name, v(6), secret("six"));
        assertThatThrownBy(() -> admin().createVersion(name, v(5), secret("other")))
                .isInstanceOf(VersionClaimedException.class)
                .hasMessageContaining(name.text());
        admin().deleteVersion(name, v(5));
        assertThatThrownBy(() -> admin().createVersion(name, v(5), secret("other")))
                .isInstanceOf(VersionClaimedException.class);
        assertThat(active()).isEqualTo("6=six");
    }

    @Test
    void the_largest_version_can_be_created_and_the_next_put_is_reported_as_wrapped() {
        admin().createVersion(name, SecretVersion.MAX, secret("last"));
        assertThat(active()).isEqualTo("4294967295=last");
        assertThatThrownBy(() -> admin().put(name, secret("hidden"))).isInstanceOf(VersionsExhaustedException.class);
        assertThat(admin().info(name).versions()).containsExactly(v(0), SecretVersion.MAX);
        assertThat(admin().put(name, secret("after"))).isEqualTo(v(1));
        assertThat(text(admin().getVersion(name, v(0)))).isEqualTo("last");
    }

    @Test
    void an_empty_value_that_the_server_drops_is_reported() {
        admin().put(name, secret("one"));
        admin().put(name, secret("two"));
        admin().deleteVersion(name, v(2));
        assertThatThrownBy(() -> admin().put(name, secret("")))
                .isInstanceOfSatisfying(
                        ValueNotStoredException.class,
                        e -> assertThat(e.remedy())
                                .hasValueSatisfying(r -> assertThat(r).contains("createVersion")));
        assertThat(admin().info(name).versions()).containsExactly(v(1));
        // The remedies are true.
        admin().createVersion(name, v(9), secret(""));
        assertThat(active()).isEqualTo("9=");
    }

    @Test
    void deleting_the_active_version_is_told_from_other_failures() {
        admin().put(name, secret("one"));
        ActiveVersionException told =
                catchThrowableOfType(ActiveVersionException.class, () -> admin().deleteVersion(name, v(1)));
        assertThat(told.status()).isEqualTo(500);
        assertThat(told.serverMessage()).startsWith("internal error");
        assertThat(told.getSuppressed()).singleElement().isInstanceOf(ApiException.class);
        assertThat(active()).isEqualTo("1=one");
    }

    @Test
    void deleting_a_version_keeps_the_others_and_burns_its_number() {
        admin().put(name, secret("one"));
        admin().put(name, secret("two"));
        admin().deleteVersion(name, v(2));
        assertThatThrownBy(() -> admin().getVersion(name, v(2))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> admin().activate(name, v(2))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> admin().deleteVersion(name, v(2))).isInstanceOf(NotFoundException.class);
        assertThat(admin().put(name, secret("two"))).isEqualTo(v(3));
    }

    @Test
    void a_deleted_secret_forgets_its_numbers_and_defeats_the_conditional_get() {
        admin().put(name, secret("old"));
        admin().delete(name);
        assertThatThrownBy(() -> admin().get(name)).isInstanceOf(NotFoundException.class);
        assertThat(admin().put(name, secret("new"))).isEqualTo(v(1));
        assertThat(admin().getIfChanged(name, v(1))).isEqualTo(new Refresh.Unchanged(v(1)));
        assertThat(active()).isEqualTo("1=new");
    }

    @Test
    void deleting_what_is_not_there_does_nothing() {
        admin().delete(name);
        assertThatThrownBy(() -> admin().deleteVersion(name, v(1))).isInstanceOf(NotFoundException.class);
    }

    @Test
    void the_conditional_get_compares_by_difference() {
        admin().put(name, secret("one"));
        admin().put(name, secret("two"));
        assertThat(admin().getIfChanged(name, v(1))).isInstanceOf(Refresh.Unchanged.class);
        for (long held : List.of(0L, 2L, 77L, 4294967295L)) {
            assertThat(admin().getIfChanged(name, v(held)))
                    .isInstanceOfSatisfying(
                            Refresh.Changed.class,
                            c -> assertThat(text(c.secret())).isEqualTo("one"));
        }
    }

    @Test
    void what_does_not_exist_is_not_found() {
        for (SecretVersion version : List.of(v(0), v(1), v(7))) {
            assertThatThrownBy(() -> admin().getVersion(name, version))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining(name.text());
            assertThatThrownBy(() -> admin().getIfChanged(name, version)).isInstanceOf(NotFoundException.class);
        }
        assertThatThrownBy(() -> admin().info(name)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> admin().activate(name, v(1))).isInstanceOf(NotFoundException.class);
        admin().put(name, secret("one"));
        assertThatThrownBy(() -> admin().getVersion(name, v(7))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> admin().activate(name, v(7))).isInstanceOf(NotFoundException.class);
    }

    @Test
    void the_empty_name_is_not_found_where_a_rule_matches_it_and_denied_elsewhere() {
        SecretName empty = SecretName.lenient("");
        assertThatThrownBy(() -> admin().get(empty)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> admin().info(empty)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> client("ro").get(empty)).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void every_call_without_a_rule_is_denied_whether_the_secret_exists_or_not() {
        admin().put(name, secret("one"));
        SecretName absent = SecretName.of(name.text() + "/absent");
        for (SecretName each : List.of(name, absent)) {
            Map<String, Runnable> calls = calls(client("none"), each);
            calls.forEach((action, call) -> assertThatThrownBy(call::run)
                    .as(action)
                    .isInstanceOfSatisfying(
                            AccessDeniedException.class,
                            e -> assertThat(e.remedy())
                                    .hasValueSatisfying(r -> assertThat(r)
                                            .contains("{\"action\":[\"" + action.replace("delete-version", "delete")
                                                    + "\"],\"secret\":[\"" + each.text() + "\"]}"))));
        }
        assertThat(client("none").list()).isEmpty();
    }

    private static Map<String, Runnable> calls(SetecClient setec, SecretName name) {
        return Map.of(
                "get", () -> setec.get(name),
                "info", () -> setec.info(name),
                "put", () -> setec.put(name, secret("x")),
                "create-version", () -> setec.createVersion(name, v(9), secret("x")),
                "activate", () -> setec.activate(name, v(9)),
                "delete", () -> setec.delete(name),
                "delete-version", () -> setec.deleteVersion(name, v(9)));
    }

    @Test
    void a_denied_conditional_get_is_denied() {
        admin().put(name, secret("one"));
        assertThatThrownBy(() -> client("none").getIfChanged(name, v(1))).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void a_pattern_matches_the_whole_name_across_slashes() {
        SetecClient ro = client("ro");
        for (String matching : List.of("ok/", "ok/a/b/" + unique, "ok/line\n" + unique)) {
            SecretName each = SecretName.lenient(matching);
            admin().put(each, secret("x"));
            assertThat(ro.get(each).version()).isEqualTo(v(1));
            assertThat(ro.info(each).name()).isEqualTo(each);
        }
        for (String other : List.of("ok", "OK/" + unique, "x/ok/" + unique)) {
            assertThatThrownBy(() -> ro.get(SecretName.of(other))).isInstanceOf(AccessDeniedException.class);
        }
        assertThatThrownBy(() -> ro.put(name, secret("x"))).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void the_right_to_get_does_not_show_the_secret_in_lists() {
        admin().put(name, secret("one"));
        assertThat(text(client("ci").get(name))).isEqualTo("one");
        assertThat(client("ci").list()).isEmpty();
        assertThatThrownBy(() -> client("ci").info(name)).isInstanceOf(AccessDeniedException.class);
        assertThat(client("ro").list()).anyMatch(info -> info.name().equals(name));
    }

    @Test
    void the_old_name_of_the_capability_counts_where_it_is_the_only_one() {
        admin().put(name, secret("one"));
        assertThat(text(client("legacy").get(name))).isEqualTo("one");
        assertThatThrownBy(() -> client("legacy").put(name, secret("x"))).isInstanceOf(AccessDeniedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "badcap", "anon"})
    void every_call_of_a_caller_without_identity_fails_as_such(String identity) {
        SetecClient nobody = client(identity);
        assertThatThrownBy(nobody::list).isInstanceOf(UnidentifiedCallerException.class);
        calls(nobody, name)
                .forEach((action, call) ->
                        assertThatThrownBy(call::run).as(action).isInstanceOf(UnidentifiedCallerException.class));
    }

    @Test
    void lists_are_in_the_order_of_the_names_bytes() {
        List<String> names = new ArrayList<>();
        for (String end : List.of("b", "B", "a/z", "a", "\u00e9", "\uffee", "\ud83d\ude00", "<&>")) {
            names.add(name.text() + "/" + end);
            admin().put(SecretName.of(name.text() + "/" + end), secret("x"));
        }
        List<SecretName> listed = admin().list().stream()
                .map(SecretInfo::name)
                .filter(n -> n.text().startsWith(name.text()))
                .toList();
        assertThat(listed).isSorted();
        assertThat(listed).extracting(SecretName::text).containsExactlyInAnyOrderElementsOf(names);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with space",
                "/slashes/",
                "nul\u0000",
                "line\nend",
                "\u00fcml\u00e4ut",
                "quo\"te\\",
                "st*ar",
                "_internal"
            })
    void odd_names_work_where_they_are_meant(String end) {
        SecretName odd = SecretName.lenient(end.equals("_internal") ? end : name.text() + end);
        admin().put(odd, secret("x"));
        assertThat(admin().get(odd).version().number()).isPositive();
        assertThat(admin().list()).anyMatch(info -> info.name().equals(odd));
        admin().delete(odd);
    }

    @Test
    void reserved_names_are_refused_before_sending_and_can_be_read() {
        SecretName reserved = SecretName.of("_internal/" + unique);
        Map<String, Runnable> calls = new HashMap<>(calls(admin(), reserved));
        calls.keySet().removeAll(List.of("get", "info"));
        assertThatThrownBy(() -> admin().get(reserved)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> admin().info(reserved)).isInstanceOf(NotFoundException.class);
        calls.forEach(
                (action, call) -> assertThatThrownBy(call::run).as(action).isInstanceOf(ReservedNameException.class));
    }

    @Test
    void version_0_is_refused_before_sending_where_it_names_nothing() {
        admin().put(name, secret("one"));
        assertThatThrownBy(() -> admin().activate(name, v(0))).isInstanceOf(InvalidVersionException.class);
        assertThatThrownBy(() -> admin().deleteVersion(name, v(0))).isInstanceOf(InvalidVersionException.class);
        assertThatThrownBy(() -> admin().createVersion(name, v(0), secret("x")))
                .isInstanceOf(InvalidVersionException.class);
    }

    /** What the server says to calls that the client itself never makes; {@code N} stands for the name of the test's secret. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/api/create-version | {\"Name\":\"N\",\"Version\":0,\"Value\":\"eA==\"} | 400 | invalid version, please specify a version > 0",
                "/api/create-version | {\"Name\":\"\",\"Version\":1,\"Value\":\"eA==\"} | 500 | internal error",
                "/api/put | {\"Name\":\"\",\"Value\":\"eA==\"} | 500 | internal error",
                "/api/put | {\"Name\":\"_internal/x\",\"Value\":\"eA==\"} | 500 | internal error",
                "/api/put | {\"Name\":\"N\",\"Value\":\"eA\"} | 400 | bad request",
                "/api/put | {\"Name\":\"N\",\"Value\":\"_-==\"} | 400 | bad request",
                "/api/activate | {\"Name\":\"\",\"Version\":1} | 500 | internal error",
                "/api/activate | {\"Name\":\"N\",\"Version\":0} | 500 | internal error",
                "/api/activate | {\"Name\":\"_internal/x\",\"Version\":1} | 500 | internal error",
                "/api/delete | {\"Name\":\"_internal/x\"} | 500 | internal error",
                "/api/delete-version | {\"Name\":\"_internal/x\",\"Version\":1} | 500 | internal error",
                "/api/delete-version | {\"Name\":\"N\",\"Version\":0} | 500 | internal error",
                "/api/get | {\"Name\":\"N\",\"Version\":4294967296} | 400 | bad request",
                "/api/get | {\"Name\":\"N\",\"Version\":-1} | 400 | bad request",
                "/api/get | {\"Name\":\"N\",\"Version\":1.0} | 400 | bad request",
                "/api/get | {\"Name\":\"N\",\"Version\":\"1\"} | 400 | bad request",
                "/api/get | {} | 404 | not found",
                "/api/list | [] | 400 | bad request",
                "/api/list | `` | 400 | bad request",
                "/api/get/ | {} | 400 | invalid method",
                "/api/rename | {} | 400 | invalid method",
            })
    void the_server_refuses(String path, String body, int status, String words) {
        admin().put(name, secret("one"));
        ApiException refused = catchThrowableOfType(
                ApiException.class, () -> admin().raw(path, secret(body.replace("N\"", name.text() + "\""))));
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.serverMessage()).isEqualTo(words);
        assertThat(refused instanceof InvalidVersionException).isEqualTo(words.startsWith("invalid version"));
        assertThat(refused instanceof UnsupportedEndpointException).isEqualTo(words.equals("invalid method"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/api/get | {\"name\":\"N\"}",
                "/api/get | {\"NAME\":\"x\",\"Name\":\"N\",\"More\":{\"a\":[1]}}",
                "/api/get | {\"Name\":\"N\"} and more",
                "/api/get | {\"Name\":\"N\",\"Version\":null,\"UpdateIfChanged\":true}",
                "/api/get?query=ignored | {\"Name\":\"N\",\"Version\":0}",
                "/api/list | null",
                "/api/put | {\"Name\":\"N\",\"Value\":\"b2\\r\\n5l\"}",
                "/api/put | {\"Name\":\"N\",\"Value\":[111,110,101]}",
            })
    void the_server_accepts(String path, String body) {
        admin().put(name, secret("one"));
        String answer = new String(
                admin().raw(path, secret(body.replace("N\"", name.text() + "\"")))
                        .copy(),
                UTF_8);
        switch (path) {
            case "/api/put" -> assertThat(answer).isEqualTo("1");
            case "/api/list" -> assertThat(answer).contains(name.text());
            default -> assertThat(answer).isEqualTo("{\"Value\":\"b25l\",\"Version\":1}");
        }
    }

    @Test
    void the_server_checks_method_then_type_then_header() throws IOException, InterruptedException {
        URI list = URI.create(address("fail") + "/api/list");
        HttpRequest.Builder bare = HttpRequest.newBuilder(list);
        assertThat(said(bare.copy().PUT(HttpRequest.BodyPublishers.ofString("x"))))
                .isEqualTo("400 only POST requests allowed\n");
        HttpRequest.Builder post = bare.copy().POST(HttpRequest.BodyPublishers.ofString("{"));
        assertThat(said(post)).isEqualTo("400 request body must be json\n");
        assertThat(said(post.copy().header("Content-Type", "application/json; charset=utf-8")))
                .isEqualTo("400 request body must be json\n");
        HttpRequest.Builder json = post.copy().header("Content-Type", "application/json");
        assertThat(said(json)).isEqualTo("403 access denied\n");
        assertThat(said(json.copy().header("Sec-X-Tailscale-No-Browsers", "Setec")))
                .isEqualTo("403 access denied\n");
        assertThat(said(json.copy().header("Sec-X-Tailscale-No-Browsers", "setec")))
                .isEqualTo("500 unable to identify caller\n");
    }

    private static String said(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    @Test
    void a_doubled_slash_is_a_redirect_that_is_not_followed() {
        assertThatThrownBy(() -> SetecClient.builder(address("admin"))
                        .transport((request, options) -> HttpTransport.builder(address("admin"))
                                .build()
                                .send(
                                        new TransportRequest(
                                                "POST", "/api//list", request.headers(), request.body(), true),
                                        options))
                        .build()
                        .list())
                .isInstanceOf(RedirectedException.class);
    }

    @Test
    void slashes_at_the_end_of_the_address_do_not_count() {
        try (SetecClient client = SetecClient.create(URI.create(address("none") + "//"))) {
            assertThat(client.list()).isEmpty();
        }
    }
}
