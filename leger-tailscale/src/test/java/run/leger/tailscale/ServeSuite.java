package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import run.leger.core.DnsName;
import run.leger.tailscale.serve.FunnelAccess;
import run.leger.tailscale.serve.HostPort;
import run.leger.tailscale.serve.HttpHandler;
import run.leger.tailscale.serve.ServeConfig;
import run.leger.tailscale.serve.ServeSnapshot;
import run.leger.tailscale.serve.ServiceName;
import run.leger.tailscale.serve.TcpPortHandler;

/** What can be said of serving on every connected daemon whose caller may do everything, and for which the subclass starts each test with none. */
@SuppressWarnings("NullAway") // what is missing fails the test that asks for it
public abstract class ServeSuite {
    /** For the suites of one daemon each. */
    protected ServeSuite() {}

    /**
     * Returns the client under test.
     *
     * @return the same at each call
     */
    protected abstract TailscaleClient client();

    /**
     * Returns the device's own name.
     *
     * @return the full name
     */
    protected abstract DnsName ownName();

    private Serve serve() {
        return client().serve();
    }

    private HostPort site(int port) {
        return HostPort.of(ownName(), port);
    }

    @Test
    void what_is_set_is_what_is_served() {
        ServeConfig wanted = ServeConfig.none()
                .withHttps(site(443), HttpHandler.proxy("http://127.0.0.1:3000"))
                .withHttps(site(443), "/text", HttpHandler.text("hello \u00e4\n\""))
                .withHttps(site(443), "/old/", HttpHandler.redirect(301, "https://example.com/${REQUEST_URI}"))
                .withHttps(
                        site(443),
                        "/caps",
                        HttpHandler.proxy("https+insecure://127.0.0.1:9090")
                                .withAcceptAppCaps(List.of("example.com/cap/a")))
                .withHttps(site(443), "/files/", HttpHandler.path(Path.of("/usr/share")))
                .withHttps(site(443), "/unix", HttpHandler.proxy("unix:/run/app.sock"))
                .withHttp(site(8080), "/", HttpHandler.text("plain"))
                .withTcp(5432, TcpPortHandler.forward("127.0.0.1:5432").withProxyProtocol(2))
                .withTcp(5433, TcpPortHandler.forward("127.0.0.1:5433").terminatingTls(ownName()))
                .withFunnel(site(443), true)
                .withService(
                        ServiceName.of("svc:web"),
                        service -> service.withTcp(22, TcpPortHandler.forward("127.0.0.1:22")))
                .withService(ServiceName.of("svc:net"), service -> service.withTun());
        ServeSnapshot before = serve().serveConfig();
        serve().setServeConfig(wanted, before.etag());
        ServeSnapshot after = serve().serveConfig();
        assertThat(after.etag()).isNotEqualTo(before.etag());
        assertThat(known(after.config())).isEqualTo(known(wanted));
        assertThat(after.config().isFunnelOn()).isTrue();
    }

    /** Both sides' typed values, which the order of fields does not change. */
    private static String known(ServeConfig config) {
        List<String> parts = new ArrayList<>();
        config.tcp()
                .forEach((port, handler) -> parts.add(port + " " + handler.serveType() + " " + handler.tcpForward()
                        + " " + handler.terminateTls() + " " + handler.proxyProtocol()));
        config.web()
                .forEach((at, server) -> server.handlers()
                        .forEach((mount, handler) -> parts.add(at + mount + " " + handler.path() + handler.proxy()
                                + handler.text() + handler.redirect() + handler.acceptAppCaps())));
        config.services()
                .forEach((name, service) -> parts.add(name + " " + service.tun() + " "
                        + service.tcp().keySet() + service.web().keySet()));
        config.allowFunnel().forEach((at, on) -> parts.add(at + " funnel " + on));
        parts.sort(null);
        return String.join("\n", parts);
    }

    @Test
    void after_clearing_nothing_is_served_and_that_has_a_tag_too() {
        serve().editServeConfig(config -> config.withTcp(7000, TcpPortHandler.forward("127.0.0.1:7000")));
        serve().clearServeConfig();
        ServeSnapshot cleared = serve().serveConfig();
        assertThat(cleared.config().isEmpty()).isTrue();
        assertThat(cleared.etag()).isEqualTo("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    }

    @Test
    void a_stale_write_changes_nothing_and_its_remedy_helps() {
        ServeSnapshot old = serve().serveConfig();
        serve().setServeConfig(old.config().withTcp(7001, TcpPortHandler.forward("127.0.0.1:1")), old.etag());
        StaleServeConfigException stale = catchThrowableOfType(
                StaleServeConfigException.class,
                () -> serve().setServeConfig(
                                old.config().withTcp(7002, TcpPortHandler.forward("127.0.0.1:2")), old.etag()));
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.remedy())
                .hasValueSatisfying(remedy -> assertThat(remedy).contains("editServeConfig"));
        assertThat(serve().serveConfig().config().tcp()).containsOnlyKeys(7001);
        serve().editServeConfig(config -> config.withTcp(7002, TcpPortHandler.forward("127.0.0.1:2")));
        assertThat(serve().serveConfig().config().tcp()).containsOnlyKeys(7001, 7002);
    }

    @Test
    void edits_of_many_threads_are_all_there() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> edits = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int port = 7100 + i;
                edits.add(threads.submit(() -> serve().editServeConfig(
                                config -> config.withTcp(port, TcpPortHandler.forward("127.0.0.1:1")))));
            }
            for (Future<?> edit : edits) {
                edit.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(serve().serveConfig().config().tcp())
                .containsOnlyKeys(7100, 7101, 7102, 7103, 7104, 7105, 7106, 7107);
    }

    @Test
    void an_edit_that_changes_nothing_writes_nothing() {
        String etag = serve().serveConfig().etag();
        serve().editServeConfig(config -> config);
        assertThat(serve().serveConfig().etag()).isEqualTo(etag);
    }

    @Test
    void a_port_does_not_change_its_type_in_one_write_and_the_remedy_is_true() {
        serve().editServeConfig(config -> config.withHttps(site(443), HttpHandler.text("x")));
        ServeConfig other = ServeConfig.none().withTcp(443, TcpPortHandler.forward("127.0.0.1:1"));
        ServeConfigRefusedException refused =
                catchThrowableOfType(ServeConfigRefusedException.class, () -> serve().overwriteServeConfig(other));
        assertThat(refused.serverMessage()).contains("443").contains("https");
        assertThat(refused.remedy()).hasValue("take that port away in a write of its own, then serve it anew");
        serve().editServeConfig(config -> config.withoutPort(443));
        serve().overwriteServeConfig(other);
        assertThat(serve().serveConfig().config().tcp()).containsOnlyKeys(443);
    }

    @Test
    void tun_mode_and_ports_of_a_service_are_refused_together() {
        ServeConfig both = ServeConfig.parse(
                "{\"Services\":{\"svc:x\":{\"Tun\":true,\"TCP\":{\"80\":{\"TCPForward\":\"127.0.0.1:1\"}}}}}");
        assertThatThrownBy(() -> serve().overwriteServeConfig(both))
                .isInstanceOfSatisfying(
                        ServeConfigRefusedException.class,
                        e -> assertThat(e.remedy())
                                .hasValueSatisfying(remedy -> assertThat(remedy).contains("TUN mode")));
    }

    @Test
    void funnel_is_allowed_at_the_ports_of_the_tailnet() {
        assertThat(serve().checkFunnelAccess(443).isAllowed()).isTrue();
        FunnelAccess no = serve().checkFunnelAccess(81);
        assertThat(no.reason()).isEqualTo(FunnelAccess.Reason.PORT_NOT_ALLOWED);
        assertThat(no.remedy()).hasValue("use one of the ports that the tailnet allows: 8080,443");
    }

    @Test
    void the_services_of_the_tailnet_are_told() {
        assertThat(serve().services()).isNotNull();
    }
}
