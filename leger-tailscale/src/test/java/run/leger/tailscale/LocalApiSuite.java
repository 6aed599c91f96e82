package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import run.leger.core.BadRequestException;
import run.leger.core.CallOptions;
import run.leger.core.DnsName;
import run.leger.core.IpAddress;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;

/** What can be said of every connected daemon whose caller may do everything. Passes on the fake because it passes on the real one. */
@SuppressWarnings("NullAway") // what is missing fails the test that asks for it
public abstract class LocalApiSuite {
    /** For the suites of one daemon each. */
    protected LocalApiSuite() {}

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

    /**
     * Returns a peer that is online.
     *
     * @return its address
     */
    protected abstract IpAddress peer();

    @Test
    void the_status_tells_of_this_device_and_its_peers() {
        Status status = client().status();
        assertThat(status.backendState()).isEqualTo(BackendState.RUNNING);
        assertThat(status.haveNodeKey()).isTrue();
        assertThat(status.self()).isNotNull();
        assertThat(status.self().raw().at("DNSName"))
                .hasValueSatisfying(name -> assertThat(name.asText()).isEqualTo(ownName() + "."));
        assertThat(status.raw().at("Peer")).isPresent();
        assertThat(status.certDomains()).contains(ownName().value());
        assertThat(client().daemonVersion()).isNotEmpty();
    }

    @Test
    void a_peer_has_an_owner_also_where_the_connection_names_the_interface_it_came_by() throws UnknownHostException {
        IpAddress six = client().status().peers().values().stream()
                .filter(other -> other.tailscaleIps().contains(peer()))
                .flatMap(other -> other.tailscaleIps().stream())
                .filter(IpAddress::isIpv6)
                .findAny()
                .orElseThrow();
        InetAddress scoped = Inet6Address.getByAddress(null, six.inetAddress().getAddress(), 1);
        assertThat(scoped.getHostAddress()).contains("%");
        assertThat(client().whoIs(new InetSocketAddress(scoped, 4711))).isPresent();
    }

    @Test
    void the_status_without_peers_is_the_same_without_them() {
        Status status = client().statusWithoutPeers();
        assertThat(status.backendState()).isEqualTo(BackendState.RUNNING);
        assertThat(status.raw().at("Peer"))
                .hasValueSatisfying(peers -> assertThat(peers).hasToString("null"));
    }

    @Test
    void a_peer_has_an_owner_by_address_by_connection_and_by_key() {
        WhoIs owner = client().whoIs(peer().value()).orElseThrow();
        assertThat(owner.node()).isNotNull();
        assertThat(owner.userProfile()).isNotNull();
        assertThat(client().whoIs(new InetSocketAddress(peer().inetAddress(), 4711))
                        .orElseThrow()
                        .node()
                        .raw()
                        .at("Key"))
                .isEqualTo(owner.node().raw().at("Key"));
        String key = owner.node().raw().at("Key").orElseThrow().asText();
        assertThat(client().whoIsNodeKey(NodeKey.of(key))).isPresent();
    }

    @Test
    void who_is_not_in_the_tailnet_has_no_owner() {
        assertThat(client().whoIs("100.127.255.254")).isEmpty();
        assertThat(client().whoIs("[2001:db8::1]:443")).isEmpty();
        assertThat(client().whoIsNodeKey(NodeKey.of("nodekey:" + "1".repeat(64))))
                .isEmpty();
    }

    @Test
    void what_is_not_an_address_is_a_bad_request() {
        for (String odd : new String[] {
            "", "example.com", "1.2.3.4.5", "100.64.0.1:x", "100.64.0.1:99999", "[100.64.0.1]", "a b&c=d", "nodekey:12"
        }) {
            assertThatThrownBy(() -> client().whoIs(odd)).as(odd).isInstanceOf(BadRequestException.class);
        }
    }

    @Test
    void an_edit_changes_what_it_names_and_can_be_taken_back() {
        Prefs before = client().prefs();
        boolean shields = before.shieldsUp();
        try {
            Prefs after = client().editPrefs(PrefsEdit.none().shieldsUp(!shields));
            assertThat(after.shieldsUp()).isEqualTo(!shields);
            assertThat(client().prefs().shieldsUp()).isEqualTo(!shields);
        } finally {
            client().editPrefs(PrefsEdit.none().shieldsUp(shields));
        }
        assertThat(client().prefs().raw()).isEqualTo(before.raw());
        assertThat(client().mayWrite()).isTrue();
    }

    @Test
    void a_ping_finds_a_peer_and_tells_why_it_does_not() {
        PingResult found = client().ping(peer(), PingType.DISCO);
        assertThat(found.err()).isEmpty();
        assertThat(found.nodeIp()).isEqualTo(peer().value());
        PingResult lost = client().ping(IpAddress.of("100.127.255.254"), PingType.DISCO);
        assertThat(lost.ok()).isFalse();
    }

    @Test
    void the_own_name_resolves_and_another_does_not() {
        DnsAnswer own = client().queryDns(ownName() + ".", "A");
        assertThat(own.responseCode()).isZero();
        assertThat(own.answerCount()).isEqualTo(1);
        String missing = "no-such-host." + ownName().parent().orElseThrow() + ".";
        // "No such name" or "server failure", by how the tailnet's DNS is set up.
        DnsAnswer none = client().queryDns(missing, "A");
        assertThat(none.responseCode()).isIn(2, 3);
        assertThat(none.answerCount()).isZero();
        assertThatThrownBy(() -> client().queryDns(missing, "NOSUCH")).isInstanceOf(BadRequestException.class);
    }

    @Test
    void a_certificate_is_given_for_the_own_name_and_refused_for_another() {
        try (CertPair pair = client().certPair(ownName())) {
            assertThat(pair.names()).contains(ownName().value());
            assertThat(pair.notAfter()).isAfter(Instant.EPOCH);
            assertThat(pair.keyPem().length()).isPositive();
        }
        assertThatThrownBy(() -> client().certPair(DnsName.of("example.com"), Duration.ofMillis(1)))
                .isInstanceOfSatisfying(
                        CertificateUnavailableException.class,
                        e -> assertThat(e.remedy())
                                .hasValueSatisfying(remedy ->
                                        assertThat(remedy).contains(ownName().value())));
    }

    @Test
    void an_endpoint_that_does_not_exist_is_404_and_a_browser_is_refused() {
        try (TransportResponse response = client().raw(TransportRequest.get("/localapi/v0/no-such-endpoint"))) {
            assertThat(response.status()).isEqualTo(404);
        }
        TransportRequest browser = TransportRequest.get("/localapi/v0/status").with("Origin", "https://example.com");
        try (TransportResponse response = client().raw(browser)) {
            assertThat(response.status()).isEqualTo(403);
            assertThat(new String(response.readAll(), java.nio.charset.StandardCharsets.UTF_8))
                    .startsWith("invalid localapi request");
        }
    }

    @Test
    void many_calls_go_over_few_connections() {
        TailscaleClient brisk = client().with(CallOptions.deadline(Duration.ofSeconds(10)));
        for (int i = 0; i < 50; i++) {
            assertThat(brisk.statusWithoutPeers().version()).isNotEmpty();
        }
    }
}
