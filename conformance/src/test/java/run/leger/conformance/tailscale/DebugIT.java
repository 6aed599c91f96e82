package run.leger.conformance.tailscale;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import run.leger.conformance.lab.Await;
import run.leger.conformance.lab.Lab;
import run.leger.conformance.lab.Tailscaled;
import run.leger.core.BadRequestException;
import run.leger.core.IpAddress;
import run.leger.core.Json;
import run.leger.core.NotFoundException;
import run.leger.core.UnsupportedEndpointException;
import run.leger.tailscale.Debug;
import run.leger.tailscale.EventBusEvents;
import run.leger.tailscale.NeedsLoginException;
import run.leger.tailscale.PingType;
import run.leger.tailscale.TailscaleClient;
import run.leger.tailscale.debug.DebugAction;
import run.leger.tailscale.debug.DerpRegionReport;
import run.leger.tailscale.debug.EventBusEvent;
import run.leger.tailscale.debug.NetworkMap;
import run.leger.tailscale.debug.PortmapProbe;

/** What the debugging endpoints of a real daemon of the test's own give. */
@SuppressWarnings("NullAway") // what is missing fails the test that asks for it
class DebugIT {
    /** Node b of the laboratory. */
    private static final IpAddress PEER = IpAddress.of("100.64.0.2");

    private static Tailscaled daemon;
    private static TailscaleClient client;

    @BeforeAll
    static void join() {
        daemon = Tailscaled.start();
        client = TailscaleClient.builder().socket(daemon.socket()).build();
        daemon.up("debug");
    }

    @AfterAll
    static void leave() {
        if (client != null) {
            client.close();
        }
        if (daemon != null) {
            daemon.close();
        }
    }

    private static Debug debug() {
        return client.debug();
    }

    @Test
    void plain_actions_are_done_or_refused_with_a_reason() {
        for (DebugAction action : List.of(
                DebugAction.DERP_SET_HOMELESS,
                DebugAction.DERP_UNSET_HOMELESS,
                DebugAction.REBIND,
                DebugAction.RESTUN,
                DebugAction.BREAK_DERP_CONNS,
                DebugAction.FORCE_NETMAP_UPDATE,
                DebugAction.ROTATE_DISCO_KEY,
                DebugAction.CLEAR_NETMAP_CACHE)) {
            assertThat(debug().action(action)).as("%s", action).isEqualTo("done");
        }
        // The laboratory has one region, and these connections are this test's too.
        assertThatThrownBy(() -> debug().action(DebugAction.PICK_NEW_DERP))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("too few regions");
        assertThatThrownBy(() -> debug().action(new DebugAction("no such")))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("unknown action");
        debug().forcePreferDerp(900);
        debug().forcePreferDerp(0);
        debug().rotateDiscoKey();
        debug().notify(Json.parse("{\"ErrMessage\":\"not meant\"}"));
        assertThatThrownBy(() -> debug().notify(Json.parse("[1]"))).isInstanceOf(BadRequestException.class);
    }

    @Test
    void actions_with_an_answer_are_typed() {
        assertThat(debug().controlKnobs()).containsEntry("DisableUPnP", Json.parse("true"));
        assertThat(debug().peerRelayServers()).isEmpty();
        assertThat(debug().peerDiscoKeys().keySet())
                .containsAll(client.status().peers().keySet());
        assertThat(debug().stateDir()).isEqualTo(daemon.directory().toString());
    }

    @Test
    void the_network_map_is_the_one_of_the_status() {
        NetworkMap map = debug().currentNetmap();
        assertThat(map.selfNode().stableId()).isEqualTo(client.status().self().id());
        assertThat(map.peers()).hasSameSizeAs(client.status().peers().keySet());
        assertThat(map.dns().proxied()).isTrue();
        assertThat(map.derpMap().regions().get(900L).regionCode()).isEqualTo("lab");
        assertThat(map.packetFilter()).isNotEmpty();
        assertThat(map.userProfiles()).isNotEmpty();
        assertThat(map.tkaHead().isNone()).isTrue();
        assertThat(map.sshPolicy()).isNull();
        assertThat(debug().debugPacketFilterRules())
                .hasSameSizeAs(map.packetFilterRules())
                .anySatisfy(rule -> assertThat(rule.dstPorts())
                        .anySatisfy(to -> assertThat(to.ports().last()).isEqualTo(65535)))
                .anySatisfy(rule -> assertThat(rule.capGrant())
                        .anySatisfy(grant -> assertThat(grant.capMap()).isNotEmpty()));
        assertThat(debug().debugPacketFilterMatches())
                .hasSameSizeAs(map.packetFilter())
                .anySatisfy(match -> {
                    assertThat(match.ipProto()).contains(6, 17);
                    assertThat(match.srcs()).isNotEmpty();
                });
    }

    @Test
    void without_a_login_there_is_no_network_map_and_the_rest_answers() {
        try (Tailscaled fresh = Tailscaled.start();
                TailscaleClient out =
                        TailscaleClient.builder().socket(fresh.socket()).build()) {
            for (Runnable call : List.<Runnable>of(
                    () -> out.debug().currentNetmap(),
                    () -> out.debug().debugPacketFilterRules(),
                    () -> out.debug().debugPacketFilterMatches())) {
                assertThatThrownBy(call::run).isInstanceOf(NeedsLoginException.class);
            }
            assertThat(out.debug().conn25State()).isEmpty();
            assertThat(out.debug().controlKnobs()).isNotEmpty();
            assertThat(out.debug().debugDerpRegion("900").errors()).isNotEmpty();
            // What is written here is the daemon's state: one that nobody else uses.
            out.debug().setDevStoreKeyValue("leger-lab", "a&b=\u00e4");
        }
    }

    @Test
    void a_part_logs_more_and_an_unknown_part_is_refused() {
        debug().setComponentDebugLogging("magicsock", Duration.ofSeconds(1));
        debug().setComponentDebugLogging("magicsock", Duration.ZERO);
        assertThatThrownBy(() -> debug().setComponentDebugLogging("no such", Duration.ofSeconds(1)))
                .isInstanceOf(BadRequestException.class);
        debug().debugLog("from-a-test", List.of("one %s", "two"));
        Await.until(
                "the lines are in the log",
                Lab.PATIENCE,
                () -> daemon.log().contains("from-a-test: one %s")
                        && daemon.log().contains("from-a-test: two"));
    }

    @Test
    void the_bus_inside_tells_of_itself() {
        assertThat(debug().eventBusGraph().topics()).isNotEmpty();
        assertThat(debug().eventBusQueues().clients())
                .anySatisfy(part -> assertThat(part.publishTypes()).isNotEmpty());
        try (EventBusEvents events = debug().streamBusEvents()) {
            assertThat(events.next().orElseThrow().event().asText()).contains("connected");
            debug().rotateDiscoKey();
            EventBusEvent event = events.next().orElseThrow();
            assertThat(event.type()).isNotEmpty();
            assertThat(event.from()).isNotEmpty();
        }
    }

    @Test
    void a_region_is_tried_and_an_unknown_one_is_an_error_in_the_report() {
        DerpRegionReport known = debug().debugDerpRegion("lab");
        assertThat(known.info()).isNotEmpty();
        assertThat(debug().debugDerpRegion("no such & region").errors())
                .singleElement()
                .asString()
                .contains("no such & region");
    }

    @Test
    void dialing_tells_of_each_way() {
        assertThat(debug().debugDialTypes(IpAddress.of("127.0.0.1"), 1, "tcp"))
                .hasSize(4)
                .allSatisfy(line -> assertThat(line).contains("connected=false"));
        assertThat(debug().debugDialTypes(IpAddress.of("::1"), 1, "tcp")).hasSize(4);
        assertThatThrownBy(() -> debug().debugDialTypes(IpAddress.of("127.0.0.1"), 99999, "tcp"))
                .isInstanceOf(BadRequestException.class);
    }

    @Test
    void a_peer_has_changes_and_others_have_not() {
        assertThat(client.ping(PEER, PingType.DISCO).err()).isEmpty();
        assertThat(debug().debugPeerEndpointChanges(PEER)).isNotEmpty().allSatisfy(change -> {
            assertThat(change.when()).isNotNull();
            assertThat(change.what()).isNotEmpty();
        });
        assertThatThrownBy(() -> debug().debugPeerEndpointChanges(IpAddress.of("100.127.255.254")))
                .isInstanceOf(NotFoundException.class);
        IpAddress own = client.status().tailscaleIps().get(0);
        assertThatThrownBy(() -> debug().debugPeerEndpointChanges(own)).isInstanceOf(BadRequestException.class);
    }

    @Test
    void features_relaying_and_connectors_are_told() {
        assertThat(debug().queryOptionalFeatures().features()).containsAllEntriesOf(Map.of("tailnetlock", true));
        assertThat(debug().debugPeerRelaySessions().udpPort()).isNull();
        assertThat(debug().debugPeerRelaySessions().sessions()).isEmpty();
        assertThat(debug().conn25State()).isEmpty();
        assertThatThrownBy(() -> debug().debugRejects()).isInstanceOf(UnsupportedEndpointException.class);
    }

    @Test
    void a_capture_begins_with_the_head_of_pcap_and_has_a_ping_in_it() throws IOException {
        try (InputStream capture = debug().streamDebugCapture()) {
            // Nothing is sent until there is a packet.
            client.ping(PEER, PingType.TSMP);
            byte[] head = capture.readNBytes(24);
            assertThat(head).startsWith(0xd4, 0xc3, 0xb2, 0xa1);
            assertThat(head[20] & 0xff).isEqualTo(147);
            assertThat(capture.readNBytes(16)).hasSize(16);
        }
    }

    @Test
    void a_portmap_probe_says_why_it_finds_nothing() throws IOException {
        PortmapProbe probe = PortmapProbe.lasting(Duration.ofSeconds(2));
        assertThat(read(probe)).contains("no gateway or self IP");
        IpAddress here = IpAddress.of("127.0.0.1");
        assertThat(read(probe.gatewayAndSelf(here, here)
                        .protocol(PortmapProbe.Protocol.PMP)
                        .logHttp()))
                .contains("gw=127.0.0.1; self=127.0.0.1");
    }

    private static String read(PortmapProbe probe) throws IOException {
        try (InputStream text = debug().debugPortmap(probe)) {
            return new String(text.readAllBytes(), UTF_8);
        }
    }
}
