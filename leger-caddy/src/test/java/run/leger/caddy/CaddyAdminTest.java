package run.leger.caddy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import run.leger.core.AccessDeniedException;
import run.leger.core.CallOptions;
import run.leger.core.ConnectionLostException;
import run.leger.core.Headers;
import run.leger.core.Json;
import run.leger.core.PreconditionFailedException;
import run.leger.core.Transport;
import run.leger.core.TransportException;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;
import run.leger.core.UnavailableException;
import run.leger.testkit.FakeCaddyAdmin;
import run.leger.testkit.FakeResponse;
import run.leger.testkit.FakeServer;
import run.leger.testkit.Fault;

class CaddyAdminTest {
    private static final String SITE = "a.com {\n\trespond * hi 200\n}\n";

    @TempDir
    private Path folder;

    private final FakeCaddyAdmin fake = FakeCaddyAdmin.start();
    private final CaddyAdmin caddy = CaddyAdmin.create(fake.address());

    private final List<Transport> transports = new ArrayList<>();

    @AfterEach
    void close() {
        transports.forEach(Transport::close);
        caddy.close();
        fake.close();
    }

    @Test
    void a_loaded_caddyfile_runs() {
        assertThat(caddy.load(SITE)).isEmpty();
        assertThat(fake.loaded()).isPresent();
        ConfigSnapshot config = caddy.config();
        assertThat(config.isPresent()).isTrue();
        assertThat(config.config().at("addresses", "0").orElseThrow().asText()).isEqualTo("a.com");
        assertThat(config.etag()).hasValueSatisfying(tag -> assertThat(tag).startsWith("\"/config/ "));
        assertThat(caddy.config(ConfigPath.of("addresses", "0")).config().asText())
                .isEqualTo("a.com");
        assertThat(caddy.config(ConfigPath.of("nothing")).isPresent()).isFalse();
        assertThatThrownBy(() -> caddy.config(ConfigPath.of("nothing", "below")))
                .isInstanceOf(InvalidConfigPathException.class);
    }

    @Test
    void the_request_names_its_type_and_no_origin() {
        caddy.load(SITE);
        assertThat(fake.server().requests()).singleElement().satisfies(request -> {
            assertThat(request.headers().first("Content-Type")).contains("text/caddyfile");
            assertThat(request.headers().first("Origin")).isEmpty();
            assertThat(request.text()).isEqualTo(SITE);
        });
    }

    @Test
    void json_is_loaded_as_it_is() {
        Json config = Json.parse("{\"admin\":{\"listen\":\"unix//x\"}}");
        assertThat(caddy.loadJson(config)).isEmpty();
        assertThat(fake.loaded()).contains(config);
    }

    @Test
    void what_would_unload_everything_is_not_sent() {
        assertThatThrownBy(() -> caddy.load(" \n")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> caddy.loadJson(Json.parse("null"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(fake.server().requests()).isEmpty();
    }

    @Test
    void a_refused_caddyfile_says_where() {
        ConfigRefusedException e =
                catchThrowableOfType(ConfigRefusedException.class, () -> caddy.load("a.com {\n\tnosuch\n}\n"));
        assertThat(e.line()).hasValue(2);
        assertThat(e.file()).contains("Caddyfile");
        assertThat(e.serverMessage()).contains("unrecognized directive: nosuch");
        assertThat(e.remedy()).hasValueSatisfying(remedy -> assertThat(remedy).contains("line 2"));
        assertThat(fake.loaded()).isEmpty();
    }

    @Test
    void a_configuration_that_does_not_start_leaves_the_one_before() {
        caddy.load(SITE);
        fake.failNextLoad("loading new config: http app module: start: listening on :443: address already in use");
        ConfigRefusedException e =
                catchThrowableOfType(ConfigRefusedException.class, () -> caddy.load(SITE.replace("a.com", "b.com")));
        assertThat(e.line()).isEmpty();
        assertThat(e.serverMessage()).contains("address already in use");
        assertThat(caddy.config().config().at("addresses", "0").orElseThrow().asText())
                .isEqualTo("a.com");
    }

    @Test
    void an_adaptation_loads_nothing() {
        Adaptation adaptation = caddy.adapt(SITE);
        assertThat(adaptation.config().at("addresses", "0").orElseThrow().asText())
                .isEqualTo("a.com");
        assertThat(adaptation.warnings()).isEmpty();
        assertThat(fake.loaded()).isEmpty();
    }

    @Test
    void stop_stops() {
        caddy.stop();
        assertThat(fake.isStopped()).isTrue();
    }

    @Test
    void a_read_survives_one_broken_connection_and_a_load_does_not() {
        fake.server().failNext(Fault.CLOSE_IN_BODY);
        assertThat(caddy.config().isPresent()).isFalse();
        fake.server().failNext(Fault.CLOSE_BEFORE_RESPONSE);
        assertThatThrownBy(() -> caddy.load(SITE)).isInstanceOf(ConnectionLostException.class);
        assertThat(fake.loaded()).isPresent();
        assertThat(fake.server().requests()).hasSize(3);
    }

    /** As with a real one whose listener is replaced while a connection waits to be accepted. */
    @Test
    void a_change_whose_body_caddy_never_asked_for_is_made_then() {
        for (int broken = 1; broken < 5; broken++) {
            Fault[] faults = new Fault[broken];
            Arrays.fill(faults, Fault.CLOSE_BEFORE_BODY);
            fake.server().failNext(faults);
            caddy.loadJson(Json.parse("{\"n\":[]}"));
            fake.server().failNext(faults);
            caddy.edit().append(ConfigPath.of("n"), Json.parse("1"));
            assertThat(caddy.config(ConfigPath.of("n")).config()).isEqualTo(Json.parse("[1]"));
        }
    }

    @Test
    void a_deletion_whose_connection_breaks_is_made_once() {
        ConfigPath field = ConfigPath.of("m");
        ConfigPath second = ConfigPath.of("n").index(1);
        for (Fault fault : List.of(Fault.CLOSE_BEFORE_BODY, Fault.CLOSE_BEFORE_RESPONSE)) {
            caddy.loadJson(Json.parse("{\"m\":1,\"n\":[1,2,3]}"));
            breakingDeletes(fault, Fault.CLOSE_BEFORE_BODY).edit().delete(field);
            assertThat(caddy.config().config()).isEqualTo(Json.parse("{\"n\":[1,2,3]}"));
        }
        breakingDeletes(Fault.CLOSE_BEFORE_BODY).edit().delete(second);
        assertThat(caddy.config(ConfigPath.of("n")).config()).isEqualTo(Json.parse("[1,3]"));
        CaddyAdmin late = breakingDeletes(Fault.CLOSE_BEFORE_RESPONSE);
        assertThatThrownBy(() -> late.edit().delete(second))
                .isInstanceOfSatisfying(
                        ConnectionLostException.class,
                        e -> assertThat(e.remedy()).isPresent());
        assertThat(caddy.config(ConfigPath.of("n")).config()).isEqualTo(Json.parse("[1]"));
    }

    @Test
    void a_guarded_deletion_whose_answer_is_lost_is_made_once() {
        caddy.loadJson(Json.parse("{\"m\":1,\"n\":2}"));
        ConfigSnapshot read = caddy.config();
        CaddyAdmin late = breakingDeletes(Fault.CLOSE_BEFORE_RESPONSE);
        late.ifMatch(read).delete(ConfigPath.of("m"));
        assertThat(caddy.config().config()).isEqualTo(Json.parse("{\"n\":2}"));
        assertThatThrownBy(() -> late.ifMatch(read).delete(ConfigPath.of("n")))
                .isInstanceOf(PreconditionFailedException.class);
    }

    /** As Caddy's remote access control allows some paths only. */
    @Test
    void who_may_not_read_everything_may_delete() {
        caddy.loadJson(Json.parse("{\"m\":1,\"n\":2}"));
        try (Transport below = Transport.http(fake.address());
                CaddyAdmin narrow =
                        CaddyAdmin.over((request, options) -> request.target().equals("/config/")
                                ? new TransportResponse(403, Headers.none(), InputStream.nullInputStream())
                                : below.send(request, options))) {
            narrow.edit().delete(ConfigPath.of("m"));
        }
        assertThat(caddy.config().config()).isEqualTo(Json.parse("{\"n\":2}"));
    }

    /** Caddy looks up where an id is, and changes what is there by the time it gets to it. */
    @Test
    void what_an_id_names_is_changed_also_if_it_moves_meanwhile() {
        caddy.loadJson(Json.parse("{\"n\":[{\"@id\":\"a\"},{\"@id\":\"b\"},{\"@id\":\"c\"}]}"));
        AtomicBoolean moved = new AtomicBoolean();
        try (Transport below = Transport.http(fake.address());
                CaddyAdmin late = CaddyAdmin.over((request, options) -> {
                    if (request.method().equals("DELETE") && moved.compareAndSet(false, true)) {
                        caddy.edit().delete(ConfigPath.of("n").index(0));
                    }
                    return below.send(request, options);
                })) {
            late.edit().delete(ConfigPath.id("b"));
        }
        assertThat(caddy.config(ConfigPath.of("n")).config()).isEqualTo(Json.parse("[{\"@id\":\"c\"}]"));
    }

    @Test
    void all_tries_share_one_deadline() {
        Fault[] faults = new Fault[40];
        Arrays.fill(faults, Fault.CLOSE_BEFORE_BODY);
        fake.server().failNext(faults);
        CallOptions options = CallOptions.deadline(Duration.ofMillis(200));
        long begun = System.nanoTime();
        assertThatThrownBy(() -> caddy.with(options).loadJson(Json.parse("{}"))).isInstanceOf(TransportException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void stopping_is_told_again_until_nobody_listens() {
        fake.server().failNext(Fault.CLOSE_BEFORE_BODY);
        caddy.stop();
        assertThat(fake.isStopped()).isTrue();
        try (CaddyAdmin over = CaddyAdmin.over(new Transport() {
            private boolean told;

            @Override
            public TransportResponse send(TransportRequest request, CallOptions options) {
                if (told) {
                    throw new UnavailableException(UnavailableException.Reason.REFUSED, "nobody listens", null, null);
                }
                told = true;
                throw new ConnectionLostException("cut", null, null);
            }
        })) {
            over.stop();
        }
    }

    @Test
    void a_caddyfile_that_would_unload_everything_is_not_loaded() {
        for (String empty : List.of("# nothing\n", "{\n\temail a@b.c\n}\n# nothing\n")) {
            assertThatThrownBy(() -> caddy.load(empty)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> caddy.reload(empty)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() ->
                            Deployment.of(caddy, folder.resolve("Caddyfile")).plan(empty))
                    .isInstanceOfSatisfying(
                            DeploymentException.class,
                            e -> assertThat(e.reason()).isEqualTo(DeploymentException.Reason.EMPTY));
        }
    }

    private CaddyAdmin breakingDeletes(Fault... faults) {
        Deque<Fault> left = new ArrayDeque<>(List.of(faults));
        Transport below = Transport.http(fake.address());
        transports.add(below);
        return CaddyAdmin.over((request, options) -> {
            if (request.method().equals("DELETE") && !left.isEmpty()) {
                fake.server().failNext(left.pop());
            }
            return below.send(request, options);
        });
    }

    @Test
    void warnings_come_in_both_shapes() {
        String warning = "{\"file\":\"Caddyfile\",\"line\":2,\"directive\":\"x\",\"message\":\"not formatted\"}";
        for (String body : new String[] {"{\"warnings\":[" + warning + "]}", "[" + warning + "]"}) {
            try (FakeServer server = FakeServer.onLoopback(request -> FakeResponse.text(200, body));
                    CaddyAdmin client = CaddyAdmin.create(server.address())) {
                assertThat(client.load(SITE)).singleElement().satisfies(found -> {
                    assertThat(found.line()).hasValue(2);
                    assertThat(found.file()).contains("Caddyfile");
                    assertThat(found.directive()).contains("x");
                    assertThat(found.message()).isEqualTo("not formatted");
                });
            }
        }
    }

    @Test
    void a_refused_address_says_how_to_be_allowed() {
        try (FakeServer server = FakeServer.onLoopback(
                        request -> FakeResponse.json(403, "{\"error\":\"host not allowed: x\"}"));
                CaddyAdmin client = CaddyAdmin.create(server.address())) {
            AccessDeniedException e = catchThrowableOfType(AccessDeniedException.class, client::config);
            assertThat(e.remedy())
                    .hasValueSatisfying(remedy -> assertThat(remedy).contains("origins"));
        }
    }

    @Test
    void where_no_caddy_is_the_remedy_is_to_start_it() {
        try (CaddyAdmin client = CaddyAdmin.create("unix/" + folder.resolve("none.sock") + "|0660")) {
            CaddyUnavailableException e = catchThrowableOfType(CaddyUnavailableException.class, client::config);
            assertThat(e.reason()).isEqualTo(UnavailableException.Reason.NO_SOCKET);
            assertThat(e.remedy())
                    .hasValueSatisfying(remedy -> assertThat(remedy).contains("start Caddy"));
        }
    }

    @Test
    void a_unix_socket_works_as_well() {
        try (FakeCaddyAdmin unix = FakeCaddyAdmin.startOnUnixSocket(folder.resolve("admin.sock"));
                CaddyAdmin client = CaddyAdmin.create("unix/" + folder.resolve("admin.sock"))) {
            client.load(SITE);
            client.load(SITE);
            assertThat(client.config().isPresent()).isTrue();
            assertThat(unix.loaded()).isPresent();
        }
    }
}
