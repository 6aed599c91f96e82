package run.leger.tailscale;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import run.leger.core.ApiException;
import run.leger.core.BadRequestException;
import run.leger.core.DeadlineExceededException;
import run.leger.core.IpAddress;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.NotFoundException;
import run.leger.core.UnsupportedEndpointException;
import run.leger.tailscale.debug.Conn25State;
import run.leger.tailscale.debug.DebugAction;
import run.leger.tailscale.debug.EndpointChange;
import run.leger.tailscale.debug.EventBusEvent;
import run.leger.tailscale.debug.FilterMatch;
import run.leger.tailscale.debug.FilterRule;
import run.leger.tailscale.debug.NetworkMap;
import run.leger.tailscale.debug.PortmapProbe;
import run.leger.tailscale.debug.RejectReason;
import run.leger.tailscale.debug.SshAction;
import run.leger.testkit.FakeRequest;
import run.leger.testkit.FakeResponse;
import run.leger.testkit.FakeTailscaled;

@SuppressWarnings("NullAway") // what is missing fails the test that asks for it
@Timeout(60) // streams that wait for ever are what could be wrong here
class DebugTest {
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

    private Debug debug() {
        return client.debug();
    }

    private FakeRequest last() {
        return fake.server().requests().get(fake.server().requests().size() - 1);
    }

    private void answer(String endpoint, FakeResponse response) {
        fake.answering(endpoint, request -> response);
    }

    @Test
    void an_action_is_named_in_the_query_and_an_unknown_one_is_refused() {
        answer("debug", FakeResponse.text(200, "done"));
        assertThat(debug().action(DebugAction.RESTUN)).isEqualTo("done");
        assertThat(last().method()).isEqualTo("POST");
        assertThat(last().target()).endsWith("/debug?action=restun");
        debug().action(new DebugAction("a&action=b c#\n"));
        assertThat(last().target()).endsWith("/debug?action=a%26action%3Db+c%23%0A");
        answer("debug", FakeResponse.text(400, "unknown action \"dream\""));
        assertThatThrownBy(() -> debug().action(new DebugAction("dream"))).isInstanceOf(BadRequestException.class);
    }

    @Test
    void a_message_and_a_region_go_in_the_body_and_not_as_a_form() {
        answer("debug", FakeResponse.text(200, "done"));
        debug().notify(Json.parse("{\"ErrMessage\":\"a&b\"}"));
        assertThat(last().headers().first("Debug-Action")).contains("notify");
        assertThat(last().headers().first("Content-Type")).isEmpty();
        assertThat(last().text()).isEqualTo("{\"ErrMessage\":\"a&b\"}");
        debug().forcePreferDerp(901);
        assertThat(last().parameter("action")).contains("force-prefer-derp");
        assertThat(last().text()).isEqualTo("901");
        assertThat(last().headers().first("Content-Type")).isEmpty();
    }

    @Test
    void actions_with_an_answer_have_a_type_each() {
        Map<String, String> answers = Map.of(
                "control-knobs", "{\"DisableUPnP\":true,\"OneCGNAT\":null}",
                "peer-relay-servers", "[\"100.64.0.2\",\"\"]",
                "peer-disco-keys", "{\"nodekey:12\":\"discokey:34\"}",
                "statedir", "\"/var/lib/x\"");
        fake.answering(
                "debug",
                request -> FakeResponse.json(
                        200, answers.get(request.parameter("action").orElseThrow())));
        assertThat(debug().controlKnobs())
                .containsEntry("DisableUPnP", Json.parse("true"))
                .containsEntry("OneCGNAT", Json.parse("null"));
        assertThat(debug().peerRelayServers()).containsExactly(IpAddress.of("100.64.0.2"));
        assertThat(debug().peerDiscoKeys()).containsExactly(Map.entry(NodeKey.of("nodekey:12"), "discokey:34"));
        assertThat(debug().stateDir()).isEqualTo("/var/lib/x");
    }

    private static final String NETMAP = """
            {"Cached":false,"SelfNode":{"ID":1,"StableID":"n1"},"AllCaps":["https"],"NodeKey":"nodekey:12","MachineKey":"mkey:34",
             "Peers":[{"ID":2,"Name":"b.tail0000.ts.net."},null],"DNS":{"Proxied":true},
             "PacketFilter":[{"IPProto":[6],"Srcs":["0.0.0.0/0",""],"SrcCaps":null,
               "Dsts":[{"Net":"100.64.0.1/32","Ports":{"First":22,"Last":23}},{"Net":"","Ports":null}],
               "Caps":[{"Dst":"::/0","Cap":"x","Values":[{"a":1},9007199254740993]}]}],
             "PacketFilterRules":[{"SrcIPs":["*","10.0.0.1-10.0.0.9"],"DstPorts":[{"IP":"*","Bits":7,"Ports":{"First":0,"Last":65535}}],
               "CapGrant":[{"Dsts":["0.0.0.0/0"],"CapMap":{"y":null}}]}],
             "SSHPolicy":{"rules":[{"principals":[{"userLogin":"you@example.com"},{"any":true}],"sshUsers":{"*":"="},
               "action":{"accept":true,"sessionDuration":3600000000000,"recorders":["100.64.0.9:80"],
                 "onRecordingFailure":{"RejectSessionWithMessage":"no"}}},{"principals":null,"sshUsers":null,"action":null}]},
             "CollectServices":true,"DERPMap":{"Regions":{"900":{"RegionID":900,"RegionCode":"lab"}}},
             "DisplayMessages":{"m":{"Title":"T","Text":"X","Severity":"high","PrimaryAction":{"URL":"https://x","Label":"L"}}},
             "TKAEnabled":true,"TKAHead":"AAAQEAYEAUDAOCAJBIFQYDIOB4IBCEQTCQKRMFYYDENBWHA5DYPQ","Domain":"example.com",
             "DomainAuditLogID":"","UserProfiles":{"9007199254740993":{"ID":9007199254740993,"LoginName":"you@example.com"}}}""";

    @Test
    void a_network_map_is_typed_to_its_leaves() {
        answer("debug", FakeResponse.json(200, NETMAP));
        NetworkMap map = debug().currentNetmap();
        assertThat(map.selfNode().stableId().value()).isEqualTo("n1");
        assertThat(map.peers())
                .singleElement()
                .satisfies(peer -> assertThat(peer.name()).isEqualTo("b.tail0000.ts.net."));
        assertThat(map.dns().proxied()).isTrue();
        assertThat(map.derpMap().regions().get(900L).regionCode()).isEqualTo("lab");
        assertThat(map.tkaHead().value()).startsWith("AAAQEAYE").hasSize(52);
        assertThat(map.userProfiles().get(UserId.of(9007199254740993L)).loginName())
                .isEqualTo("you@example.com");
        FilterMatch match = map.packetFilter().get(0);
        assertThat(match.srcs()).hasSize(1);
        assertThat(match.dsts().get(0).ports().last()).isEqualTo(23);
        assertThat(match.dsts().get(1).ports().last()).isZero();
        assertThat(match.caps().get(0).values()).last().hasToString("9007199254740993");
        FilterRule rule = map.packetFilterRules().get(0);
        assertThat(rule.srcIps()).containsExactly("*", "10.0.0.1-10.0.0.9");
        assertThat(rule.dstPorts().get(0).bits()).isEqualTo(7);
        assertThat(rule.capGrant().get(0).capMap()).containsEntry("y", List.of());
        SshAction action = map.sshPolicy().rules().get(0).action();
        assertThat(action.sessionDuration()).isEqualTo(Duration.ofHours(1));
        assertThat(action.onRecordingFailure().rejectSessionWithMessage()).isEqualTo("no");
        assertThat(map.sshPolicy().rules().get(0).principals().get(1).any()).isTrue();
        assertThat(map.sshPolicy().rules().get(1).action()).isNull();
        assertThat(map.displayMessages().get("m").severity()).isEqualTo(HealthSeverity.HIGH);
        assertThat(map.displayMessages().get("m").primaryAction().label()).isEqualTo("L");
        assertThat(map.raw()).hasToString(NETMAP);
    }

    @Test
    void without_a_network_map_the_state_is_the_reason() {
        answer("debug", FakeResponse.text(400, "no netmap"));
        answer("debug-packet-filter-rules", FakeResponse.text(404, "no netmap"));
        answer("debug-packet-filter-matches", FakeResponse.text(404, "no netmap"));
        List<Runnable> calls = List.of(
                () -> debug().currentNetmap(),
                () -> debug().debugPacketFilterRules(),
                () -> debug().debugPacketFilterMatches());
        for (Runnable call : calls) {
            fake.state("NeedsLogin");
            assertThatThrownBy(call::run).isInstanceOf(NeedsLoginException.class);
            fake.state("Running");
            assertThatThrownBy(call::run)
                    .isInstanceOf(ApiException.class)
                    .isNotInstanceOf(UnsupportedEndpointException.class);
        }
        answer("debug-packet-filter-rules", FakeResponse.text(404, "404 page not found"));
        assertThatThrownBy(calls.get(1)::run).isInstanceOf(UnsupportedEndpointException.class);
    }

    @Test
    void a_filter_may_be_null() {
        answer("debug-packet-filter-rules", FakeResponse.json(200, "null"));
        answer("debug-packet-filter-matches", FakeResponse.json(200, "[]"));
        assertThat(debug().debugPacketFilterRules()).isEmpty();
        assertThat(debug().debugPacketFilterMatches()).isEmpty();
    }

    @Test
    void a_failure_with_the_status_of_success_is_one() {
        answer("component-debug-logging", FakeResponse.json(200, "{\"Error\":\"\"}"));
        debug().setComponentDebugLogging("magicsock", Duration.ofMinutes(2));
        assertThat(last().parameter("component")).contains("magicsock");
        assertThat(last().parameter("secs")).contains("120");
        answer("component-debug-logging", FakeResponse.json(200, "{\"Error\":\"unknown component \\\"x\\\"\"}"));
        assertThatThrownBy(() -> debug().setComponentDebugLogging("x", Duration.ZERO))
                .isInstanceOfSatisfying(
                        BadRequestException.class,
                        e -> assertThat(e.remedy())
                                .hasValueSatisfying(remedy -> assertThat(remedy).contains("magicsock")));
        answer("component-debug-logging", FakeResponse.json(200, "{}"));
        debug().setComponentDebugLogging("x", Duration.ZERO);
    }

    @Test
    void a_value_of_the_state_is_not_in_the_query() {
        answer("dev-set-state-store", FakeResponse.text(200, "done"));
        debug().setDevStoreKeyValue("a=b", "c&d \u00e4");
        assertThat(last().target()).endsWith("/dev-set-state-store");
        assertThat(last().headers().first("Content-Type")).contains("application/x-www-form-urlencoded");
        assertThat(last().text()).isEqualTo("key=a%3Db&value=c%26d+%C3%A4");
    }

    @Test
    void events_come_one_by_one_however_they_are_cut() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        fake.answering(
                "debug-bus-events",
                request -> FakeResponse.streaming(200, "text/plain", out -> {
                    out.write("{\"Event\":\"[event listener connected]\\n\"}\n{\"Count\":0,\"Ty".getBytes(UTF_8));
                    out.flush();
                    go.await();
                    out.write("pe\":\"t\",\"To\":[\"a\",\"b\"],\"Event\":{\"x\":\"}\"}}{\"Count\":1}{\"Cou"
                            .getBytes(UTF_8));
                }));
        try (EventBusEvents events = debug().streamBusEvents()) {
            assertThat(events.next().orElseThrow().event()).hasToString("\"[event listener connected]\\n\"");
            go.countDown();
            EventBusEvent event = events.next().orElseThrow();
            assertThat(event.type()).isEqualTo("t");
            assertThat(event.to()).containsExactly("a", "b");
            List<Long> rest = new ArrayList<>();
            for (EventBusEvent later : events) {
                rest.add(later.count());
            }
            assertThat(rest).containsExactly(1L);
            assertThat(events.next()).isEmpty();
        }
    }

    @Test
    void garbage_instead_of_events_is_refused_and_one_bad_event_is_passed_over() {
        answer(
                "debug-bus-events",
                FakeResponse.of(200, "text/plain", "{\"Count\":\"x\"}{\"Count\":5}?".getBytes(UTF_8)));
        try (EventBusEvents events = debug().streamBusEvents()) {
            assertThatThrownBy(events::next).isInstanceOf(MalformedReplyException.class);
            assertThat(events.next().orElseThrow().count()).isEqualTo(5);
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(events::next).isInstanceOf(MalformedReplyException.class);
            }
        }
    }

    @Test
    void closing_frees_a_reader_of_events() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        fake.answering(
                "debug-bus-events",
                request -> FakeResponse.streaming(200, "text/plain", out -> {
                    out.flush();
                    asked.countDown();
                    new CountDownLatch(1).await();
                }));
        EventBusEvents events = debug().streamBusEvents();
        CompletableFuture<Boolean> end =
                CompletableFuture.supplyAsync(() -> events.next().isEmpty());
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        events.close();
        assertThat(end.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_daemon_without_its_bus_says_so() {
        answer("debug-bus-events", FakeResponse.empty(204));
        answer("debug-bus-graph", FakeResponse.text(412, "event bus not running"));
        answer("debug-bus-queues", FakeResponse.text(412, "event bus not running"));
        for (Runnable call : List.<Runnable>of(
                () -> debug().streamBusEvents(), () -> debug().eventBusGraph(), () -> debug().eventBusQueues())) {
            assertThatThrownBy(call::run)
                    .isInstanceOfSatisfying(
                            EventBusNotRunningException.class,
                            e -> assertThat(e.remedy()).isPresent());
        }
    }

    @Test
    void reports_of_the_daemon_are_records() {
        answer(
                "debug-bus-graph",
                FakeResponse.json(200, "{\"Topics\":[{\"Name\":\"n\",\"Publisher\":\"p\",\"Subscribers\":null}]}"));
        assertThat(debug().eventBusGraph().topics())
                .singleElement()
                .satisfies(topic -> assertThat(topic.subscribers()).isEmpty());
        answer(
                "debug-bus-queues",
                FakeResponse.json(
                        200,
                        "{\"publishQueueDepth\":2,\"clients\":[{\"name\":\"c\",\"subscribeDepth\":1,\"publishTypes\":[\"t\"]}]}"));
        assertThat(debug().eventBusQueues().clients().get(0).publishTypes()).containsExactly("t");
        answer("debug-derp-region", FakeResponse.json(200, "{\"Info\":null,\"Warnings\":[],\"Errors\":[\"e\"]}"));
        assertThat(debug().debugDerpRegion("no such&region").errors()).containsExactly("e");
        assertThat(last().parameter("region")).contains("no such&region");
        answer("debug-optional-features", FakeResponse.json(200, "{\"Features\":{\"acme\":true}}"));
        assertThat(debug().queryOptionalFeatures().features()).containsEntry("acme", true);
        answer(
                "debug-peer-relay-sessions",
                FakeResponse.json(
                        200,
                        "{\"UDPPort\":0,\"Sessions\":[{\"VNI\":7,\"Client1\":{\"Endpoint\":\"1.2.3.4:5\",\"BytesTx\":9007199254740993}}]}"));
        assertThat(debug().debugPeerRelaySessions().udpPort()).isZero();
        assertThat(debug().debugPeerRelaySessions().sessions().get(0).client1().bytesTx())
                .isEqualTo(9007199254740993L);
        answer("debug-peer-relay-sessions", FakeResponse.json(200, "{\"UDPPort\":null,\"Sessions\":null}"));
        assertThat(debug().debugPeerRelaySessions().udpPort()).isNull();
        answer(
                "debug-rejects",
                FakeResponse.json(
                        200,
                        "{\"Enabled\":true,\"Outgoing\":[{\"Count\":3,\"Proto\":6,\"Reason\":\"acl\"}],\"Incoming\":null}"));
        assertThat(debug().debugRejects().outgoing().get(0).reason()).isEqualTo(RejectReason.ACL);
        answer("debug-rejects", FakeResponse.text(404, "404 page not found"));
        assertThatThrownBy(() -> debug().debugRejects()).isInstanceOf(UnsupportedEndpointException.class);
    }

    @Test
    void app_connectors_that_are_not_active_are_nothing_in_every_state() {
        answer("conn25/state", FakeResponse.empty(501));
        assertThat(debug().conn25State()).isEmpty();
        fake.state("NeedsLogin");
        assertThat(debug().conn25State()).isEmpty();
        answer(
                "conn25/state",
                FakeResponse.json(
                        200,
                        "{\"configured\":true,\"client\":{\"apps\":[{\"app\":\"a\",\"domains\":[{\"domain\":\"x.com.\",\"addresses\":["
                                + "{\"activeFlowCount\":2,\"magicIP\":\"100.64.1.1\"}]}]}],\"ipPoolStats\":{\"ipv4MagicIPsInUse\":1}},"
                                + "\"connector\":{\"peers\":[{\"clientIP\":\"100.64.0.2\",\"apps\":[{\"app\":\"a\",\"addresses\":[{\"transitIP\":\"t\"}]}]}]}}"));
        Conn25State state = debug().conn25State().orElseThrow();
        assertThat(state.client()
                        .apps()
                        .get(0)
                        .domains()
                        .get(0)
                        .addresses()
                        .get(0)
                        .activeFlowCount())
                .isEqualTo(2);
        assertThat(state.client().ipPoolStats()).containsEntry("ipv4MagicIPsInUse", 1L);
        assertThat(state.connector()
                        .peers()
                        .get(0)
                        .apps()
                        .get(0)
                        .addresses()
                        .get(0)
                        .transitIp())
                .isEqualTo("t");
        answer("conn25/state", FakeResponse.text(500, "no"));
        assertThatThrownBy(() -> debug().conn25State()).isInstanceOf(ApiException.class);
    }

    @Test
    void the_changes_of_a_peer_are_not_those_of_nobody_or_of_this_device() {
        IpAddress peer = IpAddress.of("100.64.0.2");
        answer(
                "debug-peer-endpoint-changes",
                FakeResponse.json(
                        200,
                        "[{\"When\":\"2026-11-25T18:17:01.24716256Z\",\"What\":\"w\",\"From\":\"\",\"To\":[\"1.2.3.4:5\"]}]"));
        EndpointChange change = debug().debugPeerEndpointChanges(peer).get(0);
        assertThat(change.when()).isNotNull();
        assertThat(change.from()).hasToString("\"\"");
        assertThat(change.to().at("0").orElseThrow().asText()).isEqualTo("1.2.3.4:5");
        assertThat(last().parameter("ip")).contains("100.64.0.2");
        answer("debug-peer-endpoint-changes", FakeResponse.text(500, "no matching peer"));
        assertThatThrownBy(() -> debug().debugPeerEndpointChanges(peer)).isInstanceOf(NotFoundException.class);
        answer("debug-peer-endpoint-changes", FakeResponse.text(500, "100.64.0.2 is local Tailscale IP"));
        assertThatThrownBy(() -> debug().debugPeerEndpointChanges(peer)).isInstanceOf(BadRequestException.class);
    }

    @Test
    void dialing_writes_ipv6_in_brackets() {
        answer(
                "debug-dial-types",
                FakeResponse.text(200, "[BareDial] connected=false err=x\n[UserDial] connected=true"));
        assertThat(debug().debugDialTypes(IpAddress.of("fd7a::1"), 80, "tcp")).hasSize(2);
        assertThat(last().parameter("ip")).contains("[fd7a::1]");
        assertThat(last().parameter("port")).contains("80");
        assertThat(last().parameter("network")).contains("tcp");
    }

    @Test
    void lines_for_the_log_are_sent_as_they_are() {
        answer("debug-log", FakeResponse.empty(204));
        answer("debug-rotate-disco-key", FakeResponse.text(200, "done"));
        debug().debugLog("p\"", List.of("a\nb", "%s"));
        assertThat(last().text()).isEqualTo("{\"Lines\":[\"a\\nb\",\"%s\"],\"Prefix\":\"p\\\"\"}");
        debug().rotateDiscoKey();
        assertThat(last().method()).isEqualTo("POST");
    }

    @Test
    void packets_come_as_bytes_and_closing_frees_their_reader() throws Exception {
        fake.answering(
                "debug-capture",
                request -> FakeResponse.streaming(200, "application/octet-stream", out -> {
                    out.write(new byte[] {(byte) 0xd4, (byte) 0xc3, (byte) 0xb2, (byte) 0xa1});
                    out.flush();
                    new CountDownLatch(1).await();
                }));
        InputStream capture = debug().streamDebugCapture();
        assertThat(capture.readNBytes(4)).startsWith(0xd4, 0xc3);
        CompletableFuture<Object> reader = CompletableFuture.supplyAsync(() -> {
            try {
                return capture.read();
            } catch (IOException | RuntimeException e) {
                return e;
            }
        });
        capture.close();
        assertThat(reader.get(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(last().method()).isEqualTo("POST");
    }

    @Test
    void a_portmap_probe_names_what_it_asks_for_and_has_the_time_it_needs() throws Exception {
        answer("debug-portmap", FakeResponse.text(200, "gw=10.0.0.1; self=10.0.0.2"));
        PortmapProbe probe = PortmapProbe.lasting(Duration.ofMillis(1500))
                .protocol(PortmapProbe.Protocol.PCP)
                .gatewayAndSelf(IpAddress.of("10.0.0.1"), IpAddress.of("10.0.0.2"))
                .logHttp();
        try (InputStream text = debug().debugPortmap(probe)) {
            assertThat(new String(text.readAllBytes(), UTF_8)).startsWith("gw=");
        }
        assertThat(last().parameter("duration")).contains("1500000000ns");
        assertThat(last().parameter("type")).contains("pcp");
        assertThat(last().parameter("gateway_and_self")).contains("10.0.0.1/10.0.0.2");
        assertThat(last().parameter("log_http")).contains("true");
        for (Duration none : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
            assertThatThrownBy(() -> PortmapProbe.lasting(none)).isInstanceOf(IllegalArgumentException.class);
        }
        IpAddress looksLikeOne = new IpAddress("1:2:3");
        assertThatThrownBy(() -> probe.gatewayAndSelf(looksLikeOne, looksLikeOne))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_callers_deadline_holds_for_a_probe() {
        fake.answering(
                "debug-portmap",
                request -> FakeResponse.streaming(200, "text/plain", out -> {
                    out.flush();
                    new CountDownLatch(1).await();
                }));
        TailscaleClient brisk = client.with(run.leger.core.CallOptions.deadline(Duration.ofMillis(300)));
        assertThatThrownBy(() -> brisk.debug()
                        .debugPortmap(PortmapProbe.lasting(Duration.ofSeconds(60)))
                        .readAllBytes())
                .isInstanceOf(DeadlineExceededException.class);
    }
}
