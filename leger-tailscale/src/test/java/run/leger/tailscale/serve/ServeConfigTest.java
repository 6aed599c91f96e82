package run.leger.tailscale.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.core.DnsName;
import run.leger.core.Json;
import run.leger.tailscale.serve.FunnelAccess.Reason;

@SuppressWarnings("NullAway") // what is missing fails the test that asks for it
class ServeConfigTest {
    private static final DnsName NAME = DnsName.of("box.tail1.ts.net");
    private static final HostPort SITE = HostPort.of(NAME, 443);
    private static final HttpHandler X = HttpHandler.text("x");

    @Test
    void a_site_is_a_port_and_a_web_server() {
        assertThat(ServeConfig.none()
                        .withHttps(SITE, HttpHandler.proxy("http://127.0.0.1:3000"))
                        .raw())
                .hasToString("{\"TCP\":{\"443\":{\"HTTPS\":true}},\"Web\":{\"box.tail1.ts.net:443\":"
                        + "{\"Handlers\":{\"/\":{\"Proxy\":\"http://127.0.0.1:3000\"}}}}}");
    }

    @Test
    void an_edit_keeps_what_this_version_does_not_know() {
        ServeConfig config = ServeConfig.parse("""
                {"New":{"a":[1,2.50]},"TCP":{"443":{"HTTPS":true,"Newer":1},"80":{"QUIC":true}},
                "Web":{"box.tail1.ts.net:443":{"Handlers":{"/":{"Text":"t","Cache":"1h"},"/b":null},"Gzip":true}},
                "Services":{"svc:a":{"TCP":{"1":{"TCPForward":"h:1","X":null}},"Y":1}},"AllowFunnel":{"odd":true}}""");
        Json raw = config.withHttps(SITE, "/new", X)
                .withFunnel(SITE, true)
                .withTcp(22, TcpPortHandler.forward("127.0.0.1:22"))
                .withService(ServiceName.of("svc:a"), service -> service.withTcp(2, TcpPortHandler.forward("h:2")))
                .withForeground("s", ServeConfig.none())
                .withoutForeground("s")
                .withoutPort(22)
                .raw();
        for (String[] path : new String[][] {
            {"New", "a", "1"},
            {"TCP", "443", "Newer"},
            {"TCP", "80", "QUIC"},
            {"Web", SITE.value(), "Gzip"},
            {"Web", SITE.value(), "Handlers", "/", "Cache"},
            {"Web", SITE.value(), "Handlers", "/b"},
            {"Services", "svc:a", "Y"},
            {"Services", "svc:a", "TCP", "1", "X"},
            {"AllowFunnel", "odd"}
        }) {
            assertThat(raw.at(path))
                    .as(String.join(".", path))
                    .isEqualTo(config.raw().at(path))
                    .isPresent();
        }
        assertThat(raw.at("TCP", "22")).isEmpty();
        assertThat(raw.at("Foreground")).isEmpty();
    }

    @Test
    void a_handler_that_is_changed_keeps_the_rest_of_itself() {
        TcpPortHandler handler = TcpPortHandler.parse("{\"TCPForward\":\"h:1\",\"New\":[1]}");
        assertThat(handler.withProxyProtocol(2).terminatingTls(NAME).raw())
                .hasToString(
                        "{\"TCPForward\":\"h:1\",\"New\":[1],\"ProxyProtocol\":2,\"TerminateTLS\":\"box.tail1.ts.net\"}");
        assertThat(handler.withProxyProtocol(1).withProxyProtocol(0).raw()).isEqualTo(handler.raw());
        assertThat(HttpHandler.parse("{\"Proxy\":\"p\",\"New\":1}")
                        .withAcceptAppCaps(List.of("a"))
                        .raw())
                .hasToString("{\"Proxy\":\"p\",\"New\":1,\"AcceptAppCaps\":[\"a\"]}");
    }

    @Test
    void a_mount_replaces_its_twin_with_or_without_a_slash() {
        ServeConfig config = ServeConfig.none().withHttps(SITE, "/a", X).withHttps(SITE, "/", X);
        assertThat(config.withHttps(SITE, "/a/", X).web().get(SITE).handlers()).containsOnlyKeys("/", "/a/");
    }

    @Test
    void the_last_path_takes_the_server_the_port_and_funnel_with_it_and_no_other() {
        HostPort other = HostPort.of(DnsName.of("other.tail1.ts.net"), 443);
        ServeConfig config = ServeConfig.none()
                .withHttps(SITE, "/a", X)
                .withHttps(SITE, "/b", X)
                .withHttps(other, X)
                .withFunnel(SITE, true);
        ServeConfig one = config.withoutWeb(SITE, "/a").withoutWeb(SITE, "/missing");
        assertThat(one.web().get(SITE).handlers()).containsOnlyKeys("/b");
        assertThat(one.isFunnelOn()).isTrue();
        ServeConfig none = one.withoutWeb(SITE, "/b");
        assertThat(none.web()).containsOnlyKeys(other);
        assertThat(none.tcp()).containsOnlyKeys(443);
        assertThat(none.isFunnelOn()).isFalse();
        assertThat(none.withoutWeb(other, "/").isEmpty()).isTrue();
        assertThat(config.withoutPort(443).isEmpty()).isTrue();
    }

    @Test
    void what_the_daemon_would_refuse_is_refused_here() {
        ServeConfig web = ServeConfig.none().withHttps(SITE, X);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> web.withTcp(443, TcpPortHandler.forward("h:1")))
                .withMessageContaining("443 serves HTTPS, not TCP");
        assertThatIllegalArgumentException().isThrownBy(() -> web.withHttp(SITE, "/", X));
        assertThatIllegalArgumentException().isThrownBy(() -> web.withHttps(SITE, "a", X));
        assertThatIllegalArgumentException().isThrownBy(() -> web.withTcp(0, TcpPortHandler.forward("h:1")));
        assertThatIllegalArgumentException().isThrownBy(() -> web.withHttps(new HostPort("no port"), X));
        ServiceName name = ServiceName.of("svc:a");
        ServeConfig tun = web.withService(name, service -> service.withTun());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tun.withService(name, s -> s.withTcp(1, TcpPortHandler.forward("h:1"))));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> web.withService(name, s -> s.withHttps(SITE, X).withTun()));
        assertThat(tun.withoutService(name)).isEqualTo(web);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3000",
                "127.0.0.1:3000",
                "http://",
                "http://127.0.0.1",
                "https://localhost/x",
                "ftp://h:1",
                "unix:",
                "http://a b",
                "",
                "//h:1"
            })
    void no_target_of_a_proxy(String target) {
        assertThatIllegalArgumentException().isThrownBy(() -> HttpHandler.proxy(target));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:1",
                "https://h",
                "https+insecure://[::1]:2/x",
                "unix:/run/a.sock",
                "http://h:1?a=b"
            })
    void a_target_of_a_proxy(String target) {
        assertThat(HttpHandler.proxy(target).proxy()).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "h", "h:0", "h:65536", ":1", "http://h:1", "unix:", "h:x"})
    void no_target_of_tcp(String target) {
        assertThatIllegalArgumentException().isThrownBy(() -> TcpPortHandler.forward(target));
    }

    @Test
    void other_handlers_are_checked_too() {
        assertThatIllegalArgumentException().isThrownBy(() -> HttpHandler.text(""));
        assertThatIllegalArgumentException().isThrownBy(() -> HttpHandler.path(Path.of("relative")));
        assertThatIllegalArgumentException().isThrownBy(() -> HttpHandler.redirect(200, "https://x"));
        assertThatIllegalArgumentException().isThrownBy(() -> HttpHandler.redirect(""));
        assertThat(HttpHandler.redirect("/x").redirect()).isEqualTo("302:/x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TcpPortHandler.forward("h:1").withProxyProtocol(3));
        for (String odd : List.of("web", "svc:", "svc:a.b", "svc:-a", "svc:a\n", "")) {
            assertThatThrownBy(() -> ServiceName.of(odd)).as(odd).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(ServiceName.of("svc:web").in(DnsName.of("tail1.ts.net"))).hasToString("web.tail1.ts.net");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "443; 443,8443,; ALLOWED",
                "8443; 443,8443,; ALLOWED",
                "10005; 443,10000-10010; ALLOWED",
                "10011; 443,10000-10010; PORT_NOT_ALLOWED",
                "5; 0443,x-10,1-y,9-1,-,1-99999; PORT_NOT_ALLOWED",
                "443; 443%2C8443; ALLOWED",
                "443; %zz; PORT_NOT_ALLOWED"
            })
    void funnel_has_its_ports(int port, String ports, Reason reason) {
        Set<String> capabilities = Set.of("https", "funnel", "https://tailscale.com/cap/funnel-ports?ports=" + ports);
        FunnelAccess access = FunnelAccess.of(port, capabilities);
        assertThat(access.reason()).isEqualTo(reason);
        assertThat(access.remedy().isEmpty()).isEqualTo(access.isAllowed());
    }

    @Test
    void funnel_needs_certificates_the_attribute_and_ports() {
        assertThat(FunnelAccess.of(443, Set.of("funnel")).reason()).isEqualTo(Reason.HTTPS_OFF);
        assertThat(FunnelAccess.of(443, Set.of("https")).reason()).isEqualTo(Reason.NO_FUNNEL_ATTRIBUTE);
        assertThat(FunnelAccess.of(443, Set.of("https", "funnel")).reason()).isEqualTo(Reason.PORT_NOT_ALLOWED);
        assertThat(FunnelAccess.of(443, Set.of("https", "funnel", "https://tailscale.com/cap/funnel-ports?x=1"))
                        .remedy())
                .hasValueSatisfying(remedy -> assertThat(remedy).contains("ask an admin"));
        assertThatIllegalArgumentException().isThrownBy(() -> FunnelAccess.of(0, Set.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "*,'',0,65535",
        "80,'',80,80",
        "80-120,'',80,120",
        "tcp:443,tcp,443,443",
        "udp:*,udp,0,65535",
        "100:80,100,80,80",
        "ipv6-icmp:1,ipv6-icmp,1,1"
    })
    void a_range_of_ports(String wire, String proto, int first, int last) {
        ProtoPortRange range = new ProtoPortRange(wire);
        assertThat(range.proto()).isEqualTo(proto);
        assertThat(range.first()).isEqualTo(first);
        assertThat(range.last()).isEqualTo(last);
        assertThat(range.contains(proto.isEmpty() ? "sctp" : proto, first)).isTrue();
        assertThat(range.contains("other", first)).isEqualTo(proto.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tcp:", "80-", "9-1", "1-99999", "a b:1", "tcp:1,2", "quic-port"})
    void a_range_of_another_form_is_kept(String wire) {
        ProtoPortRange range = new ProtoPortRange(wire);
        assertThat(range.isKnown()).isFalse();
        assertThat(range.contains("tcp", 1)).isFalse();
        assertThat(range).hasToString(wire);
    }
}
