package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.UnsupportedEndpointException;
import run.leger.tailscale.daemon.LogLine;
import run.leger.tailscale.daemon.MetricUpdate;
import run.leger.tailscale.daemon.PolicyScope;
import run.leger.tailscale.daemon.PolicySnapshot;
import run.leger.tailscale.daemon.UpdateStatus;
import run.leger.testkit.FakeRequest;
import run.leger.testkit.FakeResponse;
import run.leger.testkit.FakeTailscaled;

/** Calls about the daemon itself, on answers that were seen on real ones. */
@SuppressWarnings("NullAway") // what is missing fails the test that asks for it
class DaemonCallsTest {
    @TempDir
    Path folder;

    private FakeTailscaled fake;
    private TailscaleClient ts;

    @BeforeEach
    void start() {
        fake = FakeTailscaled.start(folder.resolve("s"));
        ts = TailscaleClient.builder().socket(fake.socket()).build();
    }

    @AfterEach
    void stop() {
        ts.close();
        fake.close();
    }

    private void answers(String endpoint, String json) {
        fake.answering(endpoint, request -> FakeResponse.json(200, json));
    }

    private FakeRequest last() {
        return fake.server().requests().get(fake.server().requests().size() - 1);
    }

    @Test
    void a_configuration_file_is_read_or_not_there_or_cannot_be_read() {
        answers("reload-config", "{\"Reloaded\":false,\"Err\":\"\"}");
        assertThat(ts.daemon().reloadConfig().reloaded()).isFalse();
        answers("reload-config", "{\"Reloaded\":true,\"Err\":\"bad\"}");
        assertThat(ts.daemon().reloadConfig().err()).isEqualTo("bad");
        answers("reload-config", "");
        assertThatThrownBy(() -> ts.daemon().reloadConfig())
                .isInstanceOfSatisfying(
                        MalformedReplyException.class,
                        e -> assertThat(e.remedy()).isPresent());
    }

    @Test
    void a_warning_is_text_or_nothing() {
        answers("check-ip-forwarding", "{\"Warning\":\"\"}");
        assertThat(ts.hostChecks().checkIpForwarding()).isEmpty();
        answers("check-ip-forwarding", "{\"Warning\":\"IP forwarding is off\"}");
        assertThat(ts.hostChecks().checkIpForwarding()).contains("IP forwarding is off");
        answers("check-udp-gro-forwarding", "{\"Warning\":null}");
        assertThat(ts.hostChecks().checkUdpGroForwarding()).isEmpty();
        answers("check-so-mark-in-use", "{\"UseSOMark\":true}");
        assertThat(ts.hostChecks().checkSoMarkInUse()).isTrue();
        assertThatThrownBy(() -> ts.hostChecks().checkReversePathFiltering())
                .isInstanceOf(UnsupportedEndpointException.class);
    }

    @Test
    void an_update_is_told_step_by_step() {
        fake.answering(
                "update/progress",
                request -> FakeResponse.of(
                        200,
                        "text/plain",
                        "[{\"status\":\"UpdateInProgress\",\"message\":\"a\",\"version\":\"\"},{\"status\":\"Dreaming\"}]"
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(ts.updates().progress())
                .extracting(step -> step.status())
                .containsExactly(UpdateStatus.IN_PROGRESS, new UpdateStatus("Dreaming"));
        answers("update/progress", "null");
        assertThat(ts.updates().progress()).isEmpty();
        answers("update/check", "null");
        assertThat(ts.updates().checkUpdate()).isEmpty();
        answers("update/check", "{\"RunningLatest\":true}");
        assertThat(ts.updates().checkUpdate())
                .hasValueSatisfying(
                        version -> assertThat(version.runningLatest()).isTrue());
    }

    @Test
    void a_policy_is_settings_of_several_kinds() {
        answers("policy/", "{}");
        assertThat(ts.policy().effectivePolicy(PolicyScope.DEVICE).settings()).isEmpty();
        answers(
                "policy/",
                "{\"Summary\":{\"Scope\":\"User(7)\",\"Origin\":{\"Name\":\"MDM\",\"Scope\":\"Device\"}},\"Settings\":{"
                        + "\"A\":{\"Value\":true},\"B\":{\"Value\":[\"x\"],\"Origin\":{\"Scope\":\"Device\"}},\"C\":{\"Error\":\"bad\"}}}");
        PolicySnapshot policy = ts.policy().reloadEffectivePolicy(PolicyScope.USER);
        assertThat(last().method()).isEqualTo("POST");
        assertThat(last().path()).endsWith("/policy/User");
        assertThat(policy.settings().keySet()).containsExactly("A", "B", "C");
        assertThat(policy.settings().get("A").value()).isEqualTo(Json.parse("true"));
        assertThat(policy.settings().get("C").error()).isEqualTo("bad");
        assertThat(policy.summary().origin().name()).isEqualTo("MDM");
    }

    @Test
    void metrics_are_changed_as_the_daemon_takes_it_and_bad_ones_never_leave() {
        answers("upload-client-metrics", "{}");
        ts.metrics()
                .upload(List.of(
                        new MetricUpdate("a_b", MetricUpdate.Type.COUNTER, MetricUpdate.Operation.ADD, 2),
                        new MetricUpdate("c", MetricUpdate.Type.GAUGE, MetricUpdate.Operation.SET, -1)));
        assertThat(last().text())
                .isEqualTo("[{\"name\":\"a_b\",\"type\":\"counter\",\"value\":2,\"op\":\"add\"},"
                        + "{\"name\":\"c\",\"type\":\"gauge\",\"value\":-1,\"op\":\"set\"}]");
        int before = fake.server().requests().size();
        assertThatThrownBy(() -> ts.metrics().incrementCounter("a b", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ts.metrics().incrementCounter("a", -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ts.metrics().setGauge("", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(fake.server().requests()).hasSize(before);
    }

    @Test
    void pins_and_likings_are_changed_in_part() {
        answers(
                "pins",
                "{\"Devices\":[{\"ID\":\"n1\",\"More\":1}],\"Services\":[{\"Name\":\"svc:a\"}],\"ExitNodes\":null}");
        assertThat(ts.profiles().pins().devices()).containsExactly(StableNodeId.of("n1"));
        assertThat(ts.profiles().pins().services()).containsExactly("svc:a");
        ts.profiles().setPins(PinsEdit.none().exitNodes(List.of()).devices(List.of(StableNodeId.of("n2"))));
        assertThat(last().text())
                .isEqualTo("{\"Pins\":{\"Devices\":[{\"ID\":\"n2\"}],\"ExitNodes\":[]},"
                        + "\"DevicesSet\":true,\"ExitNodesSet\":true,\"ServicesSet\":false}");
        answers("prefs/service-clients", "{\"svc:db\":{\"Client\":\"psql\",\"LastUsed\":\"2026-01-01T00:00:00Z\"}}");
        assertThat(ts.profiles().serviceClientPrefs().get("svc:db").client()).isEqualTo("psql");
        ts.profiles().setServiceClientPref(ServiceClientPrefEdit.of("svc:db").username("u"));
        assertThat(last().text()).isEqualTo("{\"Key\":\"svc:db\",\"Username\":\"u\"}");
        assertThatThrownBy(() -> ServiceClientPrefEdit.of("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_report_is_recorded_while_something_runs() {
        fake.answering(
                "bugreport",
                request -> FakeResponse.of(
                        200, "text/plain", "BUG-1\nBUG-2\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        StringBuilder ran = new StringBuilder();
        assertThat(ts.daemon().recordBugReport("a note & more", true, () -> ran.append("ran")))
                .containsExactly("BUG-1", "BUG-2");
        assertThat(ran).hasToString("ran");
        assertThat(last().parameter("note")).contains("a note & more");
        assertThat(last().parameter("record")).contains("true");
        assertThatThrownBy(() -> ts.daemon().recordBugReport("", false, () -> {
                    throw new IllegalStateException("the caller's own");
                }))
                .hasStackTraceContaining("the caller's own");
        assertThat(ts.daemon().bugReport("x", false)).isEqualTo("BUG-1\nBUG-2");
    }

    @Test
    void a_log_is_read_line_by_line_to_its_end() {
        fake.answering(
                "logtap",
                request -> FakeResponse.of(
                                200,
                                "text/plain",
                                ("{\"text\":\"[logtap connected]\\n\"}\n{\"logtail\":{\"client_time\":\"2026-01-01T00:00:00Z\",\"proc_id\":7,"
                                                + "\"proc_seq\":8},\"text\":\"hello\\n\"}\n")
                                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                        .inChunks());
        try (DaemonLogs logs = ts.daemon().tailDaemonLogs()) {
            assertThat(logs).extracting(LogLine::text).containsExactly("[logtap connected]\n", "hello\n");
        }
        answers("logtap", "not json\n");
        try (DaemonLogs logs = ts.daemon().tailDaemonLogs()) {
            assertThatThrownBy(logs::next).isInstanceOf(MalformedReplyException.class);
        }
    }

    @Test
    void a_profile_takes_at_least_a_second() {
        assertThatThrownBy(() -> ts.daemon().pprof("heap", Duration.ofMillis(10)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
