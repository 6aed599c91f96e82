package run.leger.conformance.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import run.leger.conformance.lab.Tailscaled;
import run.leger.core.AccessDeniedException;
import run.leger.core.Json;
import run.leger.tailscale.DaemonLogs;
import run.leger.tailscale.PrefsEdit;
import run.leger.tailscale.ServiceClientPrefEdit;
import run.leger.tailscale.TailscaleClient;
import run.leger.tailscale.daemon.PolicyScope;

/** Calls about the daemon itself, on a real one. */
@Timeout(120)
class DaemonCallsIT {
    private static Tailscaled daemon;
    private static TailscaleClient ts;

    @BeforeAll
    static void join() {
        daemon = Tailscaled.start();
        daemon.up("calls");
        ts = TailscaleClient.builder().socket(daemon.socket()).build();
    }

    @AfterAll
    static void stop() {
        ts.close();
        daemon.close();
    }

    @Test
    void what_the_daemon_tells_of_itself_can_be_read() {
        assertThat(ts.daemon().reloadConfig().reloaded()).isFalse();
        assertThat(ts.daemon().goroutines()).contains("goroutine");
        assertThat(ts.daemon().pprof("heap", Duration.ofSeconds(1))).isNotEmpty();
        assertThat(ts.metrics().userMetrics()).contains("tailscaled_");
        assertThat(ts.metrics().daemonMetrics()).contains("# TYPE");
        ts.metrics().incrementCounter("leger_test_total", 3);
        assertThat(ts.metrics().daemonMetrics()).containsPattern("(?m)^leger_test_total 3$");
        assertThat(ts.updates().progress()).isEmpty();
        for (PolicyScope scope : PolicyScope.values()) {
            assertThat(ts.policy().effectivePolicy(scope).settings()).isEmpty();
            assertThat(ts.policy().reloadEffectivePolicy(scope).settings()).isEmpty();
        }
        assertThat(ts.hostChecks().checkIpForwarding()).isNotNull();
        assertThat(ts.hostChecks().checkUdpGroForwarding()).isNotNull();
        assertThat(ts.hostChecks().checkSoMarkInUse()).isIn(true, false);
        ts.daemon().setGuiVisible(true, "");
        ts.daemon().setPushDeviceToken("token");
        ts.daemon().handlePushMessage(Json.parse("{}"));
        assertThatThrownBy(() -> ts.daemon().shutdownTailscaled()).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void a_report_leaves_markers() {
        assertThat(ts.daemon().bugReport("a note", true)).startsWith("BUG-");
        List<String> markers = ts.daemon().recordBugReport("a note", false, () -> ts.statusWithoutPeers());
        assertThat(markers).hasSize(2).allSatisfy(marker -> assertThat(marker).startsWith("BUG-"));
    }

    @Test
    void the_log_goes_on_until_it_is_closed() {
        try (DaemonLogs logs = ts.daemon().tailDaemonLogs()) {
            assertThat(logs.next())
                    .hasValueSatisfying(line -> assertThat(line.text()).contains("connected"));
            ts.editPrefs(PrefsEdit.none().shieldsUp(true));
            // Lines of other things come in between, empty ones too.
            assertThat(Stream.generate(logs::next)
                            .takeWhile(Optional::isPresent)
                            .anyMatch(line -> line.orElseThrow().text().contains("ShieldsUp=true")))
                    .isTrue();
            ts.editPrefs(PrefsEdit.none().shieldsUp(false));
        }
    }

    @Test
    void likings_are_kept_in_part() {
        ts.profiles().setServiceClientPref(ServiceClientPrefEdit.of("svc:db").client("psql"));
        assertThat(ts.profiles()
                        .setServiceClientPref(ServiceClientPrefEdit.of("svc:db").username("u"))
                        .get("svc:db"))
                .satisfies(pref -> assertThat(pref.client()).isEqualTo("psql"))
                .satisfies(pref -> assertThat(pref.username()).isEqualTo("u"));
        assertThat(ts.profiles().serviceClientPrefs()).containsOnlyKeys("svc:db");
    }

    @Test
    void control_is_left_and_the_key_may_expire_sooner() {
        ts.login().disconnectControl();
        try (Tailscaled other = Tailscaled.start()) {
            other.up("sooner");
            try (TailscaleClient client =
                    TailscaleClient.builder().socket(other.socket()).build()) {
                client.login().setExpirySooner(Instant.now().plus(Duration.ofDays(1)));
            }
        }
    }
}
