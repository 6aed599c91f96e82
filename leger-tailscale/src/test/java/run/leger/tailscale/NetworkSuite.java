package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import run.leger.core.ApiException;
import run.leger.core.BadRequestException;
import run.leger.core.IpAddress;
import run.leger.core.IpPrefix;
import run.leger.core.Json;

/**
 * What a connected daemon tells of its network map and of who calls. The policy must grant everybody {@link #APP} and {@link #FLAG}, on this device's
 * addresses.
 */
@SuppressWarnings("NullAway") // what is missing fails the test that asks for it
public abstract class NetworkSuite {
    /** A capability of which one value in the middle does not fit {@link Access}, and one has a field too many. */
    protected static final String APP = "example.com/cap/app";

    /** A capability without values. */
    protected static final String FLAG = "example.com/cap/flag";

    /** The values of {@link #APP}. */
    protected static final List<String> GRANTS = List.of(
            "{\"actions\":[\"read\"],\"limit\":{\"bytes\":9007199254740993}}",
            "{\"actions\":\"write\"}",
            "{\"actions\":[\"list\",\"get\"],\"new\":true}");

    record Access(List<String> actions, @Nullable Limit limit) {}

    record Limit(long bytes) {}

    /** For the suites of one daemon each. */
    protected NetworkSuite() {}

    /**
     * Returns the client under test.
     *
     * @return the same at each call
     */
    protected abstract TailscaleClient client();

    /**
     * Returns a peer that is online.
     *
     * @return its IPv4 address
     */
    protected abstract IpAddress peer();

    private IpAddress self() {
        return client().statusWithoutPeers().self().tailscaleIps().get(0);
    }

    @Test
    void a_malformed_grant_does_not_lose_the_others() {
        WhoIs who = client().whoIs(peer().value()).orElseThrow();
        List<MalformedGrant> malformed = new ArrayList<>();
        List<Access> access = who.capability(APP, Access.class, malformed::add);
        assertThat(access)
                .containsExactly(
                        new Access(List.of("read"), new Limit(9007199254740993L)),
                        new Access(List.of("list", "get"), null));
        assertThat(malformed).singleElement().satisfies(grant -> {
            assertThat(grant.capability()).isEqualTo(APP);
            assertThat(grant.index()).isEqualTo(1);
            assertThat(grant.value().at("actions")).hasValue(Json.parse("\"write\""));
            assertThat(grant.why()).hasMessageContaining("/actions").message().doesNotContain("write");
        });
        assertThat(who.capability(APP, Access.class)).isEqualTo(access);
        assertThat(who.capMap().get(APP)).hasSize(3);
    }

    @Test
    void a_capability_without_values_is_there_and_one_that_nobody_granted_is_not() {
        WhoIs who = client().whoIs(peer().value()).orElseThrow();
        assertThat(who.hasCapability(FLAG)).isTrue();
        assertThat(who.capability(FLAG, Access.class)).isEmpty();
        assertThat(who.hasCapability("example.com/cap/none")).isFalse();
        assertThat(who.capability("example.com/cap/none", Access.class)).isEmpty();
        assertThat(client().statusWithoutPeers().self().hasCapability(CapabilityNames.HTTPS))
                .isTrue();
    }

    @Test
    void a_caller_is_found_by_protocol() {
        NodeKey key = client().whoIs(peer().value()).orElseThrow().node().key();
        for (IpProtocol protocol : IpProtocol.values()) {
            assertThat(client().whoIsProto(protocol, peer().value() + ":4711"))
                    .hasValueSatisfying(who -> assertThat(who.node().key()).isEqualTo(key));
            assertThat(client().whoIsProto(protocol, "100.127.255.254:1")).isEmpty();
        }
    }

    @Test
    void capabilities_for_one_destination_are_those_of_that_destination_alone() {
        assertThat(client().whoIsForIp(peer().value(), self()))
                .hasValueSatisfying(who -> assertThat(who.hasCapability(APP)).isTrue());
        assertThat(client().whoIsForService(peer().value(), "svc:nobody-hosts-this"))
                .hasValueSatisfying(who -> {
                    assertThat(who.node()).isNotNull();
                    assertThat(who.hasCapability(APP)).isFalse();
                });
        assertThat(client().whoIsForIp("100.127.255.254", self())).isEmpty();
        assertThat(client().whoIsForService("100.127.255.254", "svc:nobody-hosts-this"))
                .isEmpty();
        for (String odd : new String[] {"web", " ", "svc:", "svc:a&addr=" + self(), "svc:a/b"}) {
            assertThatThrownBy(() -> client().whoIsForService(peer().value(), odd))
                    .as(odd)
                    .isInstanceOf(BadRequestException.class);
        }
        assertThatThrownBy(() -> client().whoIsForService(peer().value(), ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_peer_and_its_user_are_found_by_their_ids() {
        WhoIs who = client().whoIs(peer().value()).orElseThrow();
        assertThat(client().peerById(who.node().id()))
                .hasValueSatisfying(
                        peer -> assertThat(peer.key()).isEqualTo(who.node().key()));
        assertThat(client().userProfile(who.userProfile().id()))
                .hasValueSatisfying(user ->
                        assertThat(user.loginName()).isEqualTo(who.userProfile().loginName()));
        assertThat(client().peerById(NodeId.of(Long.MAX_VALUE))).isEmpty();
        assertThat(client().userProfile(UserId.of(Long.MAX_VALUE))).isEmpty();
        for (long id : new long[] {0, -1, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> client().peerById(NodeId.of(id))).isInstanceOf(BadRequestException.class);
            assertThatThrownBy(() -> client().userProfile(UserId.of(id))).isInstanceOf(BadRequestException.class);
        }
    }

    @Test
    void pings_of_every_type_are_answered_and_those_that_find_paths_may_have_a_size() {
        assertThat(client().ping(peer(), PingType.DISCO, 1000).err()).isEmpty();
        for (PingType type : PingType.values()) {
            assertThat(client().ping(peer(), type, 0).err()).as(type.wire()).isEmpty();
        }
        assertThatThrownBy(() -> client().ping(peer(), PingType.TSMP, 1000)).isInstanceOf(BadRequestException.class);
        assertThatThrownBy(() -> client().ping(peer(), PingType.DISCO, 65468)).isInstanceOf(BadRequestException.class);
    }

    @Test
    void settings_that_would_be_refused_are_refused_when_asked_for() {
        client().checkPrefs(client().prefs());
        client().checkPrefs(PrefsEdit.none().shieldsUp(true).hostname("other"));
        PrefsEdit both = PrefsEdit.none()
                .exitNodeId(StableNodeId.of("nobody"))
                .advertiseRoutes(List.of(IpPrefix.of("0.0.0.0/0"), IpPrefix.of("::/0")));
        String before = client().prefs().raw().toString();
        assertThatThrownBy(() -> client().checkPrefs(both))
                .isInstanceOfSatisfying(
                        BadRequestException.class,
                        e -> assertThat(e.serverMessage())
                                .contains("Cannot advertise an exit node and use an exit node at the same time."));
        assertThatThrownBy(() -> client().editPrefs(both)).isInstanceOf(BadRequestException.class);
        assertThat(client().prefs().raw()).hasToString(before);
    }

    @Test
    void the_relays_have_regions_with_servers() {
        assertThat(client().network().currentDerpMap()).hasValueSatisfying(map -> {
            assertThat(map.omitDefaultRegions()).isTrue();
            assertThat(map.regions()).containsOnlyKeys(900L);
            assertThat(map.regions().get(900L).nodes()).singleElement().satisfies(node -> {
                assertThat(node.name()).isEqualTo("900a");
                assertThat(node.derpPort()).isPositive();
            });
        });
    }

    @Test
    void the_names_for_certificates_are_those_of_the_status() {
        assertThat(client().network().certDomains())
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(
                        client().statusWithoutPeers().certDomains());
    }

    @Test
    void routers_are_looked_for_when_asked_and_within_a_minute() {
        assertThat(client().network().routeCheckProbe(Duration.ofMillis(500)))
                .hasValueSatisfying(report -> assertThat(report.done()).isNotNull());
        client().network().routeCheck();
        for (Duration odd : List.of(Duration.ofMillis(-1), Duration.ofSeconds(61))) {
            assertThatThrownBy(() -> client().network().routeCheckProbe(odd))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_device_that_is_no_app_connector_routes_for_no_domain() {
        assertThat(client().network().appConnectorRouteInfo().domains()).isEmpty();
    }

    @Test
    void the_dns_settings_of_the_tailnet_are_told() {
        DnsConfig config = client().dns().dnsConfig();
        assertThat(config.proxied()).isTrue();
        assertThat(config.domains())
                .contains(client().statusWithoutPeers().currentTailnet().magicDnsSuffix());
        assertThat(config.certDomains()).isNotEmpty();
    }

    @Test
    void the_resolvers_of_the_system_cannot_be_told_by_a_daemon_in_userspace() {
        assertThatThrownBy(() -> client().dns().dnsOsConfig())
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("not supported");
    }

    @Test
    void a_txt_record_is_published_for_the_own_names_alone() {
        String own = client().network().certDomains().get(0);
        client().dns().setDns("_acme-challenge." + own, "a&value=b c");
        for (String odd : List.of("", "_acme-challenge.example.com", own, "_acme-challenge." + own + "&name=x")) {
            assertThatThrownBy(() -> client().dns().setDns(odd, "x")).as(odd).isInstanceOf(ApiException.class);
        }
    }

    @Test
    void an_id_token_needs_an_audience() {
        for (String blank : List.of("", " \t")) {
            assertThatThrownBy(() -> client().idToken(blank)).isInstanceOf(BadRequestException.class);
        }
    }

    @Test
    void the_answer_of_the_resolver_has_its_records() {
        String own = client().statusWithoutPeers().self().dnsName();
        DnsAnswer answer = client().queryDns(own, "A");
        assertThat(answer.addresses()).containsExactly(self());
        assertThat(answer.records()).singleElement().satisfies(record -> {
            assertThat(record.name()).isEqualToIgnoringCase(own);
            assertThat(record.type()).isEqualTo("A");
            assertThat(record.ttl()).isPositive();
            assertThat(record.data()).isEqualTo(self().value());
        });
        String suffix = client().statusWithoutPeers().currentTailnet().magicDnsSuffix();
        assertThat(client().queryDns("no-such-host." + suffix + ".", "A").records())
                .isEmpty();
    }
}
