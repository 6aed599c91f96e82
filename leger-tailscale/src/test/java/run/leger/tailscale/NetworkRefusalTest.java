package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.core.AccessDeniedException;
import run.leger.core.ApiException;
import run.leger.core.CallOptions;
import run.leger.core.DeadlineExceededException;
import run.leger.core.IpAddress;
import run.leger.core.MalformedReplyException;
import run.leger.core.RateLimitedException;
import run.leger.core.SecretBytes;
import run.leger.core.UnsupportedEndpointException;
import run.leger.testkit.FakeResponse;
import run.leger.testkit.FakeTailscaled;
import run.leger.testkit.Fault;

/** Daemons that are older, logged out, silent or odd, and the control plane's own refusals that they pass on. */
class NetworkRefusalTest {
    @TempDir
    Path folder;

    private FakeTailscaled fake;
    private TailscaleClient client;

    @BeforeEach
    void start() {
        fake = FakeTailscaled.start(folder.resolve("s"));
        client = TailscaleClient.builder().socket(fake.socket()).build();
    }

    @AfterEach
    void stop() {
        client.close();
        fake.close();
    }

    private String lastBody() {
        return fake.server().requests().get(fake.server().requests().size() - 1).text();
    }

    @ParameterizedTest
    @ValueSource(strings = {"138", "", "x", "-1", "99999999999"})
    void a_daemon_that_overlooks_the_destination_is_not_believed(String capabilityVersion) {
        String all = "{\"Node\":{\"ID\":1},\"CapMap\":{\"example.com/cap/app\":[{}]}}";
        fake.answering("whois", request -> FakeResponse.json(200, all).with("Tailscale-Cap", capabilityVersion));
        assertThatThrownBy(() -> client.whoIsForService("100.64.0.2", "svc:web"))
                .isInstanceOfSatisfying(
                        UnsupportedEndpointException.class,
                        e -> assertThat(e.remedy())
                                .hasValueSatisfying(remedy -> assertThat(remedy).contains("1.102.5-fake")));
        assertThatThrownBy(() -> client.whoIsForIp("100.64.0.2", IpAddress.of("100.64.0.1")))
                .isInstanceOf(UnsupportedEndpointException.class);
        assertThat(client.whoIs("100.64.0.2")).isPresent();
    }

    @Test
    void a_peer_that_nobody_has_is_told_from_a_daemon_that_cannot_look() {
        assertThat(client.peerById(NodeId.of(77))).isEmpty();
        for (String endpoint : List.of("peer-by-id", "user-profile")) {
            fake.answering(endpoint, request -> FakeResponse.text(404, "404 page not found"));
        }
        assertThatThrownBy(() -> client.peerById(NodeId.of(2))).isInstanceOf(UnsupportedEndpointException.class);
        assertThatThrownBy(() -> client.userProfile(UserId.of(1))).isInstanceOf(UnsupportedEndpointException.class);
    }

    @Test
    void who_may_not_write_may_not_do_these_either() {
        fake.mayWrite(false).peerIsExitNode(true);
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> client.idToken("aud"),
                () -> client.checkPrefs(PrefsEdit.none()),
                () -> client.dns().setDns("_acme-challenge.demo.tail0000.ts.net", "x"),
                () -> client.dns().dnsOsConfig(),
                () -> client.network().setDeviceAttributes(DeviceAttributes.none()),
                () -> client.exitNodes().use(StableNodeId.of("nFake2CNTRL")),
                () -> client.exitNodes().useAuto(),
                () -> client.exitNodes().stop(),
                () -> client.exitNodes().allowLanAccess(true),
                () -> client.exitNodes().setUseExitNode(true))) {
            assertThatThrownBy(call).isInstanceOf(AccessDeniedException.class);
        }
    }

    @Test
    void an_id_token_has_no_text_form() {
        try (SecretBytes token = client.idToken("a&aud=b")) {
            assertThat(token).hasToString("SecretBytes(hidden)");
            assertThat(token.<String>use(bytes -> new String(bytes, StandardCharsets.US_ASCII)))
                    .isEqualTo("eyJhbGciOiJub25lIn0.e30.");
        }
        assertThat(fake.server().requests())
                .last()
                .satisfies(request -> assertThat(request.parameter("aud")).contains("a&aud=b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"id_token\":null}",
                "{\"id_token\":\"\"}",
                "{\"id_token\":7777}",
                "{\"id_token\":[\"hunter2\"]}",
                "{\"id_token\":\"hunter2\\u0041\"}",
                "{\"id_token\":\"hunter2 x\"}",
                "[\"hunter2\"]",
                "hunter2",
                ""
            })
    void what_is_no_token_is_malformed_and_not_repeated(String body) {
        fake.answering("id-token", request -> FakeResponse.json(200, body));
        assertThatThrownBy(() -> client.idToken("aud"))
                .isInstanceOf(MalformedReplyException.class)
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void the_control_planes_refusals_of_a_token_keep_their_status() {
        fake.answering(
                "id-token",
                request -> FakeResponse.of(404, "", "404 page not found".getBytes(StandardCharsets.US_ASCII)));
        assertThatThrownBy(() -> client.idToken("aud"))
                .isInstanceOfSatisfying(
                        UnsupportedEndpointException.class,
                        e -> assertThat(e.remedy())
                                .hasValueSatisfying(remedy -> assertThat(remedy).contains("control plane")));
        fake.answering("id-token", request -> FakeResponse.text(429, "slow").with("Retry-After", "7"));
        assertThatThrownBy(() -> client.idToken("aud")).isInstanceOf(RateLimitedException.class);
        fake.answering("id-token", request -> FakeResponse.text(418, "not for you"));
        assertThatThrownBy(() -> client.idToken("aud"))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.status()).isEqualTo(418));
    }

    @Test
    void attributes_are_sent_as_what_they_are_and_cannot_become_others() {
        client.network()
                .setDeviceAttributes(DeviceAttributes.none()
                        .set("custom:text", "a\",\"custom:x\":\"b")
                        .set("custom:number", 1.5)
                        .set("custom:flag", true)
                        .set("custom:\"\n", "")
                        .set("custom:twice", 1)
                        .set("custom:twice", "last")
                        .remove("custom:old"));
        assertThat(lastBody())
                .isEqualTo(
                        "{\"custom:text\":\"a\\\",\\\"custom:x\\\":\\\"b\",\"custom:number\":1.5,\"custom:flag\":true,"
                                + "\"custom:\\\"\\n\":\"\",\"custom:twice\":\"last\",\"custom:old\":null}");
        for (double odd : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> DeviceAttributes.none().set("a", odd))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void settings_are_checked_whole_with_the_edit_and_without_the_login() {
        fake.answering(
                "prefs",
                request -> FakeResponse.json(
                        200, "{\"Hostname\":\"old\",\"Later\":[1],\"Config\":{\"NodeID\":\"n1\"},\"RouteAll\":true}"));
        client.checkPrefs(PrefsEdit.none().hostname("new").shieldsUp(true));
        assertThat(lastBody()).isEqualTo("{\"Later\":[1],\"RouteAll\":true,\"Hostname\":\"new\",\"ShieldsUp\":true}");
        fake.answering("check-prefs", request -> FakeResponse.json(200, "{\"Error\":\"\"}"));
        client.checkPrefs(PrefsEdit.none());
        fake.answering("check-prefs", request -> FakeResponse.json(200, "nonsense"));
        assertThatThrownBy(() -> client.checkPrefs(PrefsEdit.none())).isInstanceOf(MalformedReplyException.class);
    }

    @Test
    void a_daemon_that_only_suggests_without_a_probe_says_so() {
        fake.answering("suggest-exit-node", request -> FakeResponse.text(405, "only GET allowed"));
        assertThatThrownBy(() -> client.exitNodes().suggestExitNodeWithProbe(Duration.ofSeconds(1)))
                .isInstanceOf(UnsupportedEndpointException.class);
        assertThat(fake.server().requests())
                .last()
                .satisfies(request -> assertThat(request.parameter("timeout")).contains("1000000000ns"));
    }

    @Test
    void what_may_never_be_answered_has_a_deadline() {
        TailscaleClient brisk = client.with(CallOptions.deadline(Duration.ofMillis(200)));
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> brisk.ping(IpAddress.of("100.64.0.2"), PingType.ICMP, 0),
                () -> brisk.network().routeCheckProbe(Duration.ofSeconds(60)),
                () -> brisk.exitNodes().suggestExitNodeWithProbe(Duration.ofSeconds(60)),
                () -> brisk.idToken("aud"))) {
            fake.server().failNext(Fault.STALL_BEFORE_HEADER);
            assertThatThrownBy(call).isInstanceOf(DeadlineExceededException.class);
        }
        CallOptions waiting = LocalApi.waiting(Duration.ofSeconds(60));
        assertThat(waiting.deadline()).contains(Duration.ofSeconds(70));
        assertThat(waiting.headerTimeout()).contains(Duration.ofSeconds(70));
    }

    @Test
    void split_dns_tells_a_suffix_of_the_daemons_own_from_one_of_resolvers() {
        DnsConfig config = DnsConfig.parse(
                "{\"Routes\":{\"a.\":null,\"b.\":[],\"c.\":[{\"Addr\":\"10.0.0.1:53\",\"UseWithExitNode\":true}]},\"Resolvers\":null}");
        assertThat(config.isLocal("a.")).isTrue();
        assertThat(config.isLocal("b.")).isTrue();
        assertThat(config.isLocal("c.")).isFalse();
        assertThat(config.isLocal("d.")).isFalse();
        assertThat(config.routes().get("c."))
                .singleElement()
                .satisfies(resolver -> assertThat(resolver.addr()).isEqualTo("10.0.0.1:53"));
    }

    @Test
    void a_grant_for_a_type_that_cannot_be_filled_is_misuse_and_not_a_malformed_grant() {
        WhoIs who = WhoIs.parse("{\"CapMap\":{\"a\":[{},{}],\"b\":null}}");
        assertThatThrownBy(() -> who.capability("a", Runnable.class)).isInstanceOf(IllegalArgumentException.class);
        assertThat(who.capability("b", Runnable.class)).isEmpty();
        assertThat(Node.parse("{\"Capabilities\":[\"old\"]}").hasCapability("old"))
                .isTrue();
        assertThat(PeerStatus.parse("{\"Capabilities\":[\"old\"]}").hasCapability("old"))
                .isTrue();
    }
}
