package run.leger.caddy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import run.leger.core.AccessDeniedException;
import run.leger.core.ConnectionLostException;
import run.leger.core.Json;
import run.leger.core.NotFoundException;
import run.leger.core.PreconditionFailedException;
import run.leger.core.Retry;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;
import run.leger.core.UnsupportedEndpointException;

/** What the admin API does, on the fake and on the real Caddy. */
public abstract class CaddyAdminSuite {
    /** Returns a client of a Caddy that the tests may do anything to. */
    protected abstract CaddyAdmin admin();

    /** Returns where that Caddy's admin API listens, as a configuration names it. */
    protected abstract String listen();

    /** Returns a port that nobody uses. */
    protected abstract int port();

    private static final ConfigPath SERVERS = ConfigPath.of("apps", "http", "servers");
    private static final ConfigPath ROUTES = SERVERS.field("s").field("routes");

    private CaddyAdmin caddy;

    /** For subclasses. */
    protected CaddyAdminSuite() {}

    @BeforeEach
    void load() {
        caddy = admin();
        caddy.loadJson(base());
    }

    private Json base() {
        return with(
                "\"apps\":{\"http\":{\"servers\":{\"s\":{\"listen\":[\"127.0.0.1:" + port()
                        + "\"],\"routes\":[{\"@id\":\"r1\",\"handle\":[{\"handler\":\"static_response\",\"body\":\"old <b>\"}]}]}}}}");
    }

    private Json with(String fields) {
        return Json.parse(
                "{\"admin\":{\"listen\":\"" + listen() + "\",\"config\":{\"persist\":false}}," + fields + "}");
    }

    private static Json json(String text) {
        return Json.parse(text);
    }

    private static Json route(String path) {
        return json("{\"match\":[{\"path\":[\"" + path + "\"]}]}");
    }

    private String text(ConfigPath path) {
        return caddy.config(path).config().asText();
    }

    private int routes() {
        return caddy.config(ROUTES).config().toString().split("\"(?:match|@id)\":", -1).length - 1;
    }

    // Reading

    @Test
    void what_was_loaded_runs_whole_and_in_parts() {
        assertThat(ConfigChange.between(caddy.config().config(), base())).isEmpty();
        assertThat(text(ROUTES.index(0).field("handle").index(0).field("body"))).isEqualTo("old <b>");
        assertThat(text(ConfigPath.id("r1").field("handle").index(0).field("handler")))
                .isEqualTo("static_response");
        assertThat(caddy.config(ConfigPath.of("nothing")).isPresent()).isFalse();
    }

    @Test
    void a_path_through_nothing_is_one_error_for_reads_and_writes() {
        ConfigPath bad = ConfigPath.of("apps", "nope", "deeper");
        for (ConfigPath path : List.of(bad, ROUTES.index(9), ROUTES.field("01"), ROUTES.field("x"))) {
            assertThatThrownBy(() -> caddy.config(path))
                    .as(path.toString())
                    .isInstanceOf(InvalidConfigPathException.class);
            assertThatThrownBy(() -> caddy.edit().replace(path, json("1")))
                    .as(path.toString())
                    .isInstanceOf(InvalidConfigPathException.class);
            assertThatThrownBy(() -> caddy.edit().delete(path)).isInstanceOf(InvalidConfigPathException.class);
        }
        assertThatThrownBy(() -> caddy.edit().insert(ROUTES, 9, json("{}")))
                .isInstanceOf(InvalidConfigPathException.class);
    }

    @Test
    void an_unknown_id_is_not_found() {
        assertThatThrownBy(() -> caddy.config(ConfigPath.id("nope"))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> caddy.edit().delete(ConfigPath.id("r1").field("nope")))
                .isInstanceOf(NotFoundException.class);
    }

    // Changing

    @Test
    void elements_are_appended_inserted_replaced_and_deleted() {
        caddy.edit().append(ROUTES, route("/last"));
        caddy.edit().insert(ROUTES, 0, route("/first"));
        caddy.edit().appendAll(ROUTES, json("[" + route("/a") + "," + route("/b") + "]"));
        assertThat(routes()).isEqualTo(5);
        assertThat(text(ROUTES.index(0).field("match").index(0).field("path").index(0)))
                .isEqualTo("/first");
        assertThat(text(ROUTES.index(4).field("match").index(0).field("path").index(0)))
                .isEqualTo("/b");

        caddy.edit().replace(ROUTES.index(0), route("/other"));
        caddy.edit().delete(ROUTES.index(4));

        assertThat(routes()).isEqualTo(4);
        assertThat(text(ROUTES.index(0).field("match").index(0).field("path").index(0)))
                .isEqualTo("/other");
    }

    @Test
    void appending_to_what_is_not_there_makes_an_array() {
        caddy.edit().delete(ROUTES.index(0).field("handle"));
        caddy.edit().append(ROUTES.index(0).field("match"), json("{\"path\":[\"/x\"]}"));
        assertThat(text(ROUTES.index(0).field("match").index(0).field("path").index(0)))
                .isEqualTo("/x");
        assertThatThrownBy(() -> caddy.edit().appendAll(ROUTES, json("{}")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fields_are_created_once_with_what_is_above_them() {
        caddy.edit().create(SERVERS.field("s").field("metrics"), json("{}"));
        assertThatThrownBy(() -> caddy.edit().create(SERVERS.field("s"), json("{}")))
                .isInstanceOf(KeyExistsException.class);
        caddy.edit().create(ConfigPath.of("apps", "tls", "automation", "on_demand"), json("{}"));
        assertThat(caddy.config(ConfigPath.of("apps", "tls", "automation"))
                        .config()
                        .toString())
                .isEqualTo("{\"on_demand\":{}}");
        assertThatThrownBy(() -> caddy.edit().replace(SERVERS.field("t"), json("{}")))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void an_object_is_changed_by_its_id_wherever_it_is() {
        caddy.edit().insert(ROUTES, 0, route("/before"));
        caddy.edit().replace(ConfigPath.id("r1").field("handle").index(0).field("body"), json("\"new\""));
        assertThat(text(ROUTES.index(1).field("handle").index(0).field("body"))).isEqualTo("new");
    }

    @Test
    void the_whole_is_replaced_and_never_by_nothing() {
        caddy.edit().replace(ConfigPath.root(), with("\"apps\":{}"));
        assertThat(caddy.config(ConfigPath.of("apps")).config().toString()).isEqualTo("{}");
        assertThatThrownBy(() -> caddy.edit().replace(ConfigPath.root(), json("null")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> caddy.edit().delete(ConfigPath.root())).isInstanceOf(IllegalArgumentException.class);
        assertThat(caddy.config().isPresent()).isTrue();
    }

    @Test
    void whatever_is_in_a_name_it_is_one_step() {
        List<String> names = List.of(
                "a b",
                ".",
                "..",
                "....",
                "%2F",
                "%",
                "a?b=c",
                "a#b",
                "+",
                "\u00e9\"?%\n",
                "\r\nX: y",
                "\u0000",
                "a;b",
                "\u4e2d\ud83d\ude00",
                "\\",
                "~",
                "{x}",
                "id",
                "config");
        for (String name : names) {
            ConfigPath server = SERVERS.field(name);
            caddy.edit().create(server, json("{\"listen\":[]}"));
            assertThat(caddy.config(server.field("listen")).config().toString())
                    .as(name)
                    .isEqualTo("[]");
            assertThat(caddy.config(SERVERS).config().at(name)).as(name).isPresent();
            caddy.edit().delete(server);
        }
        assertThat(ConfigChange.between(caddy.config().config(), base())).isEmpty();
    }

    // Guarded

    @Test
    void a_stale_write_is_refused_and_a_fresh_one_is_not() {
        ConfigPath body = ConfigPath.id("r1").field("handle").index(0).field("body");
        ConfigSnapshot read = caddy.config(body);
        ConfigSnapshot above = caddy.config();
        caddy.ifMatch(read).replace(body, json("\"first\""));

        for (ConfigSnapshot stale : List.of(read, above)) {
            PreconditionFailedException e = catchThrowableOfType(
                    PreconditionFailedException.class,
                    () -> caddy.ifMatch(stale).replace(body, json("\"second\"")));
            assertThat(e.remedy()).isPresent();
        }
        assertThatThrownBy(() -> caddy.ifMatch(above).delete(body)).isInstanceOf(PreconditionFailedException.class);
        assertThatThrownBy(() -> caddy.ifMatch(above).append(ROUTES, route("/x")))
                .isInstanceOf(PreconditionFailedException.class);
        assertThatThrownBy(() -> caddy.ifMatch(above).insert(ROUTES, 0, route("/x")))
                .isInstanceOf(PreconditionFailedException.class);
        assertThat(text(body)).isEqualTo("first");
        caddy.ifMatch(caddy.config()).replace(body, json("\"third\""));
        assertThat(text(body)).isEqualTo("third");
    }

    @Test
    void a_tag_that_caddy_cannot_read_again_is_refused_before_sending() {
        ConfigPath odd = SERVERS.field("a b");
        caddy.edit().create(odd, json("{\"listen\":[]}"));
        ConfigSnapshot read = caddy.config(odd);
        assertThatThrownBy(() -> caddy.ifMatch(read)).isInstanceOf(IllegalArgumentException.class);
        caddy.ifMatch(caddy.config(SERVERS)).delete(odd);
    }

    @Test
    void of_many_updates_at_once_none_that_returned_is_lost() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<String> marks = List.of("1", "2", "3", "4");
            List<Callable<Json>> updates = new ArrayList<>();
            ConfigPath body = ConfigPath.id("r1").field("handle").index(0).field("body");
            for (String mark : marks) {
                updates.add(() -> caddy.update(body, old -> json("\"" + old.asText() + mark + "\"")));
            }
            List<Future<Json>> ended = threads.invokeAll(updates);
            String after = text(body);
            for (int i = 0; i < marks.size(); i++) {
                try {
                    ended.get(i).get();
                    assertThat(after).startsWith("old <b>").contains(marks.get(i));
                } catch (ExecutionException e) {
                    // Caddy drops connections with each load, and with others at work nobody can tell what became of
                    // them.
                    assertThat(e.getCause()).isInstanceOf(ConnectionLostException.class);
                }
            }
            assertThat(after).isNotEqualTo("old <b>");
        } finally {
            threads.shutdownNow();
        }
    }

    /** Each is a load, and each load resets what waits: nothing is lost, nothing is made twice, and an id means its own object. */
    @Test
    void of_many_changes_at_once_each_is_made_once() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> changes = new ArrayList<>();
            List<String> expected = new ArrayList<>(List.of("r1"));
            for (int t = 0; t < 4; t++) {
                String mine = "t" + t + "-";
                changes.add(() -> {
                    for (int i = 0; i < 15; i++) {
                        caddy.edit().append(ROUTES, json("{\"@id\":\"" + mine + i + "\"}"));
                        caddy.config(ROUTES);
                        if (i % 3 == 2) {
                            caddy.edit().delete(ConfigPath.id(mine + (i - 1)));
                        }
                    }
                    return null;
                });
                IntStream.range(0, 15).filter(i -> i % 3 != 1).forEach(i -> expected.add(mine + i));
            }
            for (Future<Void> ended : threads.invokeAll(changes)) {
                ended.get();
            }
            assertThat(Pattern.compile("\"@id\":\"([^\"]+)\"")
                            .matcher(caddy.config(ROUTES).config().toString())
                            .results()
                            .map(found -> found.group(1)))
                    .containsExactlyInAnyOrderElementsOf(expected);
        } finally {
            threads.shutdownNow();
        }
    }

    // Refusals

    @Test
    void what_does_not_start_is_refused_alike_by_loads_and_changes() {
        Json bad = with("\"apps\":{\"nosuch\":{}}");
        assertThatThrownBy(() -> caddy.loadJson(bad))
                .isInstanceOf(ConfigRefusedException.class)
                .hasMessageContaining("nosuch");
        assertThatThrownBy(() -> caddy.edit().replace(ConfigPath.root(), bad))
                .isInstanceOf(ConfigRefusedException.class);
        assertThatThrownBy(() -> caddy.edit().create(ConfigPath.of("apps", "nosuch"), json("{}")))
                .isInstanceOf(ConfigRefusedException.class);
        assertThatThrownBy(() -> caddy.edit().append(ROUTES, json("{\"@id\":\"r1\"}")))
                .isInstanceOf(ConfigRefusedException.class)
                .hasMessageContaining("duplicate ID");
        assertThat(ConfigChange.between(caddy.config().config(), base())).isEmpty();
    }

    /** Caddy opens its listener anew for each, also for what it refuses, and resets what waits at the old one. */
    @Test
    void changes_close_behind_one_another_all_arrive() {
        Json bad = with("\"apps\":{\"nosuch\":{}}");
        ConfigPath body = ConfigPath.id("r1").field("handle").index(0).field("body");
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> caddy.loadJson(bad)).isInstanceOf(ConfigRefusedException.class);
            Json value = json("\"" + i + "\"");
            caddy.edit().replace(body, value);
            assertThat(caddy.config(body).config()).isEqualTo(value);
            assertThatThrownBy(() -> caddy.edit().replace(ConfigPath.root(), bad))
                    .isInstanceOf(ConfigRefusedException.class);
            caddy.edit().delete(body);
            caddy.edit().create(body, value);
        }
    }

    @Test
    void an_origin_that_nobody_asked_for_is_refused() {
        AccessDeniedException e = catchThrowableOfType(
                AccessDeniedException.class,
                () -> caddy.withOrigin("http://evil.example.com").config());
        assertThat(e.remedy()).hasValueSatisfying(remedy -> assertThat(remedy).contains("withOrigin"));
        assertThatThrownBy(() -> caddy.withOrigin("a\r\nb")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_endpoint_that_is_none_is_unsupported() {
        assertThatThrownBy(() -> caddy.certificateAuthority("nope"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("nope");
        try (TransportResponse response = raw(TransportRequest.get("/nosuch"))) {
            assertThat(response.status()).isEqualTo(404);
        }
        assertThat(AdminErrors.of("GET /nosuch", 404, AdminCalls.utf8("404 page not found\n")))
                .isInstanceOf(UnsupportedEndpointException.class);
        assertThat(AdminErrors.of("GET /load", 405, AdminCalls.utf8("{\"error\":\"method GET not allowed\"}")))
                .isInstanceOf(UnsupportedEndpointException.class);
    }

    /** Sends what does no harm twice: Caddy may reset it, if the test before ended with a load. */
    protected final TransportResponse raw(TransportRequest harmless) {
        return Retry.standard().call(() -> admin().raw(harmless));
    }

    // The rest

    @Test
    void authorities_upstreams_and_metrics_are_read() {
        CertificateAuthority local = caddy.certificateAuthority("local");
        assertThat(local.id()).isEqualTo("local");
        assertThat(local.rootCommonName()).isNotEmpty();
        assertThat(local.rootCertificate()).startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(caddy.authorityCertificates("local").split("BEGIN CERTIFICATE", -1))
                .hasSize(3);
        assertThatThrownBy(() -> caddy.authorityCertificates("nope")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> caddy.certificateAuthority("../config")).isInstanceOf(IllegalArgumentException.class);
        assertThat(caddy.upstreams()).isEmpty();
        assertThat(caddy.metrics()).contains("# HELP caddy_");
    }

    @Test
    void caddyfiles_are_adapted_and_loaded() {
        String text = "{\n\tadmin " + listen() + "\n}\n\n:" + port() + " {\n\trespond hello\n}\n";
        Adaptation adaptation = caddy.adapt(text);
        assertThat(adaptation.config().at("admin", "listen").orElseThrow().asText())
                .isEqualTo(listen());
        assertThat(caddy.load(text)).isEmpty();
        assertThat(caddy.reload(text)).isEmpty();
        assertThat(ConfigChange.between(caddy.config().config(), adaptation.config()))
                .isEmpty();
        assertThatThrownBy(() -> caddy.adapt("a.com {\n\tnosuch\n}\n"))
                .isInstanceOfSatisfying(
                        ConfigRefusedException.class, e -> assertThat(e.line()).hasValue(2));
    }
}
