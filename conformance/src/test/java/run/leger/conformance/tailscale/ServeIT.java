package run.leger.conformance.tailscale;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import run.leger.conformance.lab.AsUser;
import run.leger.conformance.lab.Await;
import run.leger.conformance.lab.Control;
import run.leger.conformance.lab.Lab;
import run.leger.conformance.lab.Program;
import run.leger.conformance.lab.Tailscaled;
import run.leger.core.DnsName;
import run.leger.core.Json;
import run.leger.core.LegerException;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;
import run.leger.tailscale.PrefsEdit;
import run.leger.tailscale.ServeSuite;
import run.leger.tailscale.StableNodeId;
import run.leger.tailscale.TailscaleClient;
import run.leger.tailscale.files.FileUpload;
import run.leger.tailscale.serve.HostPort;
import run.leger.tailscale.serve.HttpHandler;
import run.leger.tailscale.serve.ProtoPortRange;
import run.leger.tailscale.serve.ServeConfig;
import run.leger.tailscale.serve.ServiceName;
import run.leger.tailscale.serve.TcpPortHandler;

/** A real daemon serves, and a peer looks. */
class ServeIT extends ServeSuite {
    private static final ServiceName SERVICE = ServiceName.of("svc:web");
    private static final int PROXY = 10987;

    private static Control control;
    private static Tailscaled daemon;
    private static Tailscaled peer;
    private static TailscaleClient client;
    private static HttpClient fromPeer;

    @BeforeAll
    static void join() {
        control = Control.start();
        daemon = Tailscaled.start();
        peer = Tailscaled.builder()
                .flag("--outbound-http-proxy-listen=127.0.0.1:" + PROXY)
                .start();
        daemon.upAt(control.url(), "server");
        peer.upAt(control.url(), "looker");
        control.grant("{\"service-host\":[{\"svc:web\":[\"100.100.7.7\"]}],"
                + "\"services/svc:web\":[{\"Name\":\"svc:web\",\"DisplayName\":\"The web\",\"Addrs\":[\"100.100.7.7\"],"
                + "\"Ports\":[\"tcp:443\",\"tcp:8000-8010\"],\"Actions\":[{\"Type\":\"http\",\"Port\":443}]}]}");
        client = TailscaleClient.builder().socket(daemon.socket()).build();
        Await.until(
                "the service is seen",
                Lab.PATIENCE,
                () -> client.serve().services().containsKey(SERVICE));
        fromPeer = HttpClient.newBuilder()
                .proxy(ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), PROXY)))
                .sslContext(Lab.trust(Lab.acmeRoot()))
                .connectTimeout(Lab.PATIENCE)
                .build();
    }

    @AfterAll
    static void leave() {
        client.close();
        peer.close();
        daemon.close();
        control.close();
    }

    @AfterEach
    void serve_nothing_any_more() {
        client.serve().clearServeConfig();
    }

    @Override
    protected TailscaleClient client() {
        return client;
    }

    @Override
    protected DnsName ownName() {
        return DnsName.of(client.statusWithoutPeers().self().dnsName());
    }

    private static HttpResponse<String> get(String url) throws Exception {
        return fromPeer.send(
                HttpRequest.newBuilder(URI.create(url)).timeout(Lab.PATIENCE).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void a_peer_sees_what_is_served() throws Exception {
        HttpServer backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        backend.createContext("/", exchange -> {
            byte[] answer = ("caller " + exchange.getRequestHeaders().getFirst("Tailscale-User-Login")).getBytes();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        backend.start();
        String target = "127.0.0.1:" + backend.getAddress().getPort();
        try {
            HostPort https = HostPort.of(ownName(), 443);
            client.serve()
                    .editServeConfig(config -> config.withHttps(https, HttpHandler.proxy("http://" + target))
                            .withHttps(https, "/text", HttpHandler.text("hello"))
                            .withHttps(https, "/old", HttpHandler.redirect(301, "https://example.com/new"))
                            .withHttp(HostPort.of(ownName(), 8080), "/", HttpHandler.text("plain"))
                            .withTcp(7999, TcpPortHandler.forward(target)));
            assertThat(get("https://" + ownName() + "/text").body()).isEqualTo("hello");
            assertThat(get("https://" + ownName() + "/").body())
                    .startsWith("caller ")
                    .doesNotContain("null");
            HttpResponse<String> redirect = get("https://" + ownName() + "/old");
            assertThat(redirect.statusCode()).isEqualTo(301);
            assertThat(redirect.headers().firstValue("Location")).hasValue("https://example.com/new");
            assertThat(get("http://" + ownName() + ":8080/").body()).isEqualTo("plain");
            assertThat(get("http://" + ownName() + ":7999/").body()).isEqualTo("caller null");
        } finally {
            backend.stop(0);
        }
    }

    @Test
    void what_is_served_in_the_foreground_ends_with_its_watch() throws Exception {
        try (TransportResponse watch = client.raw(TransportRequest.get("/localapi/v0/watch-ipn-bus?mask=2"))) {
            BufferedReader events = new BufferedReader(new InputStreamReader(watch.body(), StandardCharsets.UTF_8));
            String session =
                    Json.parse(events.readLine()).at("SessionID").orElseThrow().asText();
            ServeConfig text =
                    ServeConfig.none().withHttp(HostPort.of(ownName(), 8080), "/", HttpHandler.text("while watched"));
            client.serve().editServeConfig(config -> config.withForeground(session, text));
            assertThat(client.serve().serveConfig().config().foreground()).containsOnlyKeys(session);
            assertThat(get("http://" + ownName() + ":8080/").body()).isEqualTo("while watched");
        }
        Await.until(
                "the foreground part is gone",
                Lab.PATIENCE,
                () -> client.serve().serveConfig().config().foreground().isEmpty());
    }

    @Test
    void funnel_is_turned_on_and_off_and_shields_forbid_it_until_the_remedy() {
        HostPort site = HostPort.of(ownName(), 443);
        client.serve()
                .editServeConfig(
                        config -> config.withHttps(site, HttpHandler.text("x")).withFunnel(site, true));
        assertThat(client.serve().serveConfig().config().allowFunnel()).isEqualTo(Map.of(site, true));
        client.serve().editServeConfig(config -> config.withFunnel(site, false));
        assertThat(client.serve().serveConfig().config().isFunnelOn()).isFalse();
        client.editPrefs(PrefsEdit.none().shieldsUp(true));
        try {
            String remedy = remedy(() -> client.serve().editServeConfig(config -> config.withFunnel(site, true)));
            assertThat(remedy).startsWith("sudo tailscale --socket=" + daemon.socket() + " set --shields-up=false");
            daemon.cli("set", "--shields-up=false").orFail();
            client.serve().editServeConfig(config -> config.withFunnel(site, true));
        } finally {
            client.serve().clearServeConfig();
            client.editPrefs(PrefsEdit.none().shieldsUp(false));
        }
    }

    @Test
    void a_daemon_that_is_stopped_refuses_for_the_same_reasons() {
        client.serve().editServeConfig(config -> config.withHttps(HostPort.of(ownName(), 443), HttpHandler.text("x")));
        daemon.down();
        try {
            assertThat(remedy(() -> client.serve()
                            .overwriteServeConfig(ServeConfig.none().withTcp(443, TcpPortHandler.forward("h:1")))))
                    .startsWith("take that port away");
        } finally {
            daemon.up();
        }
    }

    private static String remedy(Runnable call) {
        try {
            call.run();
        } catch (LegerException e) {
            return e.remedy().orElse("none: " + e);
        }
        return "it was allowed";
    }

    @Test
    void a_service_is_hosted_and_seen() {
        HostPort at = HostPort.of(SERVICE.in(DnsName.of(Lab.domain())), 443);
        client.serve()
                .editServeConfig(config ->
                        config.withService(SERVICE, service -> service.withHttps(at, HttpHandler.text("the service"))));
        client.editPrefs(PrefsEdit.none().advertiseServices(List.of(SERVICE.value())));
        assertThat(client.serve().serveConfig().config().services().get(SERVICE).web())
                .containsOnlyKeys(at);
        assertThat(client.serve().services().get(SERVICE)).satisfies(service -> {
            assertThat(service.displayName()).isEqualTo("The web");
            assertThat(service.addrs()).extracting(Object::toString).containsExactly("100.100.7.7");
            assertThat(service.ports())
                    .containsExactly(new ProtoPortRange("tcp:443"), new ProtoPortRange("tcp:8000-8010"));
            assertThat(service.ports().get(1).contains("tcp", 8005)).isTrue();
            assertThat(service.actions())
                    .singleElement()
                    .satisfies(action -> assertThat(action.type()).isEqualTo("http"));
        });
        client.editPrefs(PrefsEdit.none().advertiseServices(List.of()));
    }

    @Test
    void another_user_may_read_and_nothing_else_and_an_operator_may_not_show_files() {
        List<String> asNobody = AsUser.java(
                AsUser.NOBODY, Attempts.class, List.of(daemon.socket().toString()));
        assertThat(Program.run(Map.of(), asNobody).orFail().lines())
                .containsExactly(
                        "read fine",
                        "text AccessDeniedException sudo tailscale --socket=" + daemon.socket()
                                + " set --operator=nobody",
                        "path AccessDeniedException sudo tailscale --socket=" + daemon.socket()
                                + " set --operator=nobody",
                        "clear AccessDeniedException sudo tailscale --socket=" + daemon.socket()
                                + " set --operator=nobody",
                        "push AccessDeniedException sudo tailscale --socket=" + daemon.socket()
                                + " set --operator=nobody",
                        "waiting AccessDeniedException sudo tailscale --socket=" + daemon.socket()
                                + " set --operator=nobody");
        daemon.cli("set", "--operator=nobody").orFail();
        try {
            assertThat(Program.run(Map.of(), asNobody).orFail().lines())
                    .contains("text fine", "clear fine", "waiting fine")
                    .contains(
                            "path LocalAdminRequiredException run this as root, or as the operator who may also run 'sudo tailscale'");
        } finally {
            daemon.cli("set", "--operator=").orFail();
        }
    }

    /** What a user without rights can do. */
    static final class Attempts {
        private Attempts() {}

        public static void main(String[] args) {
            try (TailscaleClient client = TailscaleClient.builder()
                    .socket(java.nio.file.Path.of(args[0]))
                    .build()) {
                HostPort at = HostPort.of(DnsName.of("x.example.com"), 443);
                attempt("read", () -> client.serve().serveConfig());
                attempt(
                        "text",
                        () -> client.serve()
                                .overwriteServeConfig(ServeConfig.none().withHttps(at, HttpHandler.text("x"))));
                attempt(
                        "path",
                        () -> client.serve()
                                .overwriteServeConfig(ServeConfig.none()
                                        .withHttps(at, HttpHandler.path(java.nio.file.Path.of("/etc/")))));
                attempt("clear", () -> client.serve().clearServeConfig());
                attempt(
                        "push",
                        () -> client.taildrop().pushFile(StableNodeId.of("n1"), FileUpload.of("x", new byte[1])));
                attempt("waiting", () -> client.taildrop().waitingFiles());
            }
        }

        private static void attempt(String name, Runnable call) {
            try {
                call.run();
                System.out.println(name + " fine");
            } catch (LegerException e) {
                System.out.println(name + " " + e.getClass().getSimpleName() + " "
                        + e.remedy().orElse("none"));
            }
        }
    }
}
