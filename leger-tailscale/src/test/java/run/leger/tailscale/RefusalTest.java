package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import run.leger.core.AccessDeniedException;
import run.leger.core.ApiException;
import run.leger.core.CallOptions;
import run.leger.core.DeadlineExceededException;
import run.leger.core.DnsName;
import run.leger.core.RateLimitedException;
import run.leger.core.UnavailableException;
import run.leger.core.UnsupportedEndpointException;
import run.leger.testkit.FakeResponse;
import run.leger.testkit.FakeTailscaled;
import run.leger.testkit.Fault;

/** The daemon's refusals, and what they tell the reader to do. */
class RefusalTest {
    private static final String ME = System.getProperty("user.name");

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

    private String command(String rest) {
        return "sudo tailscale --socket=" + fake.socket() + " " + rest;
    }

    @Test
    void without_the_write_right_the_operator_is_named_by_set_after_a_login_and_by_up_before() {
        fake.mayWrite(false);
        AccessDeniedException denied = catchThrowableOfType(
                AccessDeniedException.class,
                () -> client.editPrefs(PrefsEdit.none().shieldsUp(true)));
        assertThat(denied.remedy()).contains(command("set --operator=" + ME));
        assertThat(client.mayWrite()).isFalse();
        fake.state("NeedsLogin");
        denied = catchThrowableOfType(
                AccessDeniedException.class,
                () -> client.editPrefs(PrefsEdit.none().shieldsUp(true)));
        assertThat(denied.remedy()).contains(command("up --operator=" + ME));
    }

    @Test
    void a_login_again_repeats_every_setting_that_is_not_default_since_up_insists_on_them() {
        fake.answering("prefs", request -> FakeResponse.json(200, """
                        {"ControlURL":"https://hs.example.com","RouteAll":true,"CorpDNS":false,"RunSSH":true,\
                        "ShieldsUp":true,"AdvertiseTags":["tag:a","tag:b"],"Hostname":"my box","NoSNAT":true,\
                        "AdvertiseRoutes":["0.0.0.0/0","::/0","10.9.0.0/16"],"NoStatefulFiltering":false,\
                        "NetfilterMode":0,"OperatorUser":"me","AppConnector":{"Advertise":true},\
                        "PostureChecking":true,"ExitNodeIP":"100.64.0.9","ExitNodeAllowLANAccess":true}"""));
        String up = command(
                "up --login-server=https://hs.example.com '--hostname=my box' --operator=me --advertise-exit-node"
                        + " --advertise-routes=10.9.0.0/16 --advertise-tags=tag:a,tag:b --advertise-connector"
                        + " --exit-node=100.64.0.9 --exit-node-allow-lan-access --accept-routes --ssh --shields-up"
                        + " --report-posture --accept-dns=false --snat-subnet-routes=false --stateful-filtering"
                        + " --netfilter-mode=off");
        fake.state("NeedsLogin");
        assertThatThrownBy(() -> client.awaitRunning(Duration.ZERO))
                .isInstanceOfSatisfying(
                        NeedsLoginException.class, e -> assertThat(e.remedy()).contains(up));
        fake.expired(true);
        assertThatThrownBy(() -> client.awaitRunning(Duration.ZERO))
                .isInstanceOfSatisfying(
                        KeyExpiredException.class, e -> assertThat(e.remedy()).contains(up + " --force-reauth"));
    }

    @Test
    void a_login_again_without_the_settings_is_still_named() {
        fake.state("NeedsLogin").expired(true).answering("prefs", request -> FakeResponse.text(500, "no"));
        assertThatThrownBy(() -> client.awaitRunning(Duration.ZERO))
                .isInstanceOfSatisfying(
                        KeyExpiredException.class, e -> assertThat(e.remedy()).contains(command("up --force-reauth")));
    }

    @Test
    void without_the_right_to_certificates_both_ways_to_it_are_named() {
        fake.mayWrite(false).mayCert(false);
        assertThatThrownBy(() -> client.certPair(DnsName.of("demo.tail0000.ts.net")))
                .isInstanceOfSatisfying(
                        AccessDeniedException.class,
                        e -> assertThat(e.remedy())
                                .hasValueSatisfying(remedy -> assertThat(remedy)
                                        .contains("--operator=" + ME)
                                        .contains("TS_PERMIT_CERT_UID=" + ME)));
    }

    @ParameterizedTest
    @CsvSource({
        "NeedsLogin,NeedsLoginException",
        "NeedsMachineAuth,NeedsApprovalException",
        "Stopped,StoppedException",
        "Starting,StartingException",
        "NoState,StartingException",
        "Dreaming,StartingException"
    })
    void a_failure_that_the_state_explains_has_the_type_of_the_state(String state, String type) {
        fake.state(state).answering("dns-query", request -> FakeResponse.text(500, "not now"));
        BackendStateException e = catchThrowableOfType(BackendStateException.class, () -> client.queryDns("a", "A"));
        assertThat(e.getClass().getSimpleName()).isEqualTo(type);
        assertThat(e.state()).isEqualTo(new BackendState(state));
        assertThat(e.remedy()).isPresent();
        assertThat(e.serverMessage()).contains("not now");
    }

    @Test
    void a_failure_of_a_running_daemon_is_only_that() {
        fake.answering("dns-query", request -> FakeResponse.text(500, "not now"));
        assertThatThrownBy(() -> client.queryDns("a", "A"))
                .isExactlyInstanceOf(ApiException.class)
                .hasMessageContaining("500: not now");
    }

    @Test
    void asking_why_a_call_failed_takes_no_longer_than_the_call_was_given() {
        fake.answering("dns-query", request -> {
            fake.server().failNext(Fault.STALL_BEFORE_HEADER);
            return FakeResponse.text(500, "not now");
        });
        TailscaleClient hasty = client.with(CallOptions.deadline(Duration.ofSeconds(1)));
        long begin = System.nanoTime();
        assertThatThrownBy(() -> hasty.queryDns("a", "A"))
                .isExactlyInstanceOf(ApiException.class)
                .hasMessageContaining("500: not now");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(1900));
    }

    @Test
    void a_refused_certificate_stays_the_failure_where_the_state_cannot_be_asked() {
        fake.answering("cert/other.ts.net", request -> FakeResponse.text(500, "invalid domain \"other.ts.net\""))
                .answering("status", request -> FakeResponse.text(500, "broken"));
        assertThatThrownBy(() -> client.certPair(DnsName.of("other.ts.net")))
                .isInstanceOf(CertificateUnavailableException.class)
                .hasMessageContaining("invalid domain");
    }

    @Test
    void a_limit_of_calls_tells_how_long_to_wait() {
        fake.answering("dns-query", request -> FakeResponse.text(429, "slow").with("Retry-After", "33"));
        assertThatThrownBy(() -> client.queryDns("a", "A"))
                .isInstanceOfSatisfying(
                        RateLimitedException.class,
                        e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(33)));
    }

    @Test
    void an_endpoint_that_the_daemon_does_not_have_names_its_version() {
        fake.answering("dns-query", request -> FakeResponse.text(404, "404 page not found"));
        assertThatThrownBy(() -> client.queryDns("a", "A"))
                .isInstanceOfSatisfying(
                        UnsupportedEndpointException.class,
                        e -> assertThat(e.remedy())
                                .hasValueSatisfying(remedy -> assertThat(remedy).contains("1.102.5-fake")));
    }

    @Test
    void a_setting_that_the_daemon_ignored_is_named() {
        fake.answering("prefs", request -> FakeResponse.json(200, "{\"ShieldsUp\":true}"));
        assertThatThrownBy(
                        () -> client.editPrefs(PrefsEdit.none().shieldsUp(true).runSsh(true)))
                .isInstanceOfSatisfying(
                        EditIgnoredException.class, e -> assertThat(e.ignored()).containsExactly("RunSSH"));
    }

    @Test
    void every_shape_of_an_error_body_gives_its_words() {
        String[][] shapes = {
            {"plain words\n", "plain words"},
            {"{\"error\":\"lower\"}", "lower"},
            {"{\"Error\":\"upper\"}", "upper"},
            {"{\"ERROR\":\"all\"}", "all"},
            {"{\"other\":1}", "{\"other\":1}"},
            {"{broken", "{broken"},
            {"", ""}
        };
        for (String[] shape : shapes) {
            assertThat(LocalApi.errorText(shape[0].getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(shape[1]);
        }
        assertThat(LocalApi.errorText(("{\"x\":\"" + "y".repeat(9000) + "\"}").getBytes(StandardCharsets.UTF_8)))
                .hasSizeLessThan(2100);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"STALL_BEFORE_HEADER", "STALL_IN_HEADER", "STALL_IN_BODY"})
    void a_daemon_that_falls_silent_passes_the_deadline_of_the_view(Fault fault) {
        fake.server().failNext(fault);
        assertThatThrownBy(() -> client.with(CallOptions.deadline(Duration.ofMillis(200)))
                        .status())
                .isInstanceOf(DeadlineExceededException.class);
    }

    @Test
    void a_missing_daemon_lists_where_it_was_looked_for() {
        SocketDiscovery only = SocketDiscovery.discover(
                Map.of("TS_SOCKET", folder.resolve("none").toString()), "Linux", folder);
        assertThat(only.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.origin()).isEqualTo("TS_SOCKET");
            assertThat(attempt.usable()).isFalse();
        });
        try (TailscaleClient lost =
                TailscaleClient.builder().socket(folder.resolve("none")).build()) {
            assertThatThrownBy(lost::status).isInstanceOfSatisfying(DaemonUnavailableException.class, e -> {
                assertThat(e.reason()).isEqualTo(UnavailableException.Reason.NO_SOCKET);
                assertThat(e.attempts()).hasSize(1);
                assertThat(e.remedy()).isPresent();
            });
        }
    }

    @Test
    void a_validity_below_a_second_is_still_asked_for() {
        client.certPair(DnsName.of("demo.tail0000.ts.net"), Duration.ofMillis(1))
                .close();
        assertThat(fake.server().requests())
                .last()
                .satisfies(
                        request -> assertThat(request.parameter("min_validity")).contains("1s"));
    }
}
