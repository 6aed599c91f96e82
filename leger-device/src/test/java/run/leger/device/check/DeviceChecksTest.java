package run.leger.device.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import run.leger.core.LoginName;
import run.leger.core.TailnetName;
import run.leger.device.DeviceSettings;
import run.leger.tailscale.PrefsEdit;
import run.leger.tailscale.TailscaleClient;
import run.leger.testkit.FakeCaddyAdmin;
import run.leger.testkit.FakeResponse;
import run.leger.testkit.FakeServer;
import run.leger.testkit.FakeTailscaled;
import run.leger.testkit.Fault;

/** Each way in which a device can be wrong shows as one failed check, and what stands on it is skipped. */
class DeviceChecksTest {
    private static final List<String> IDS = List.of(
            "daemon.installed",
            "daemon.running",
            "device.login",
            "device.ip",
            "device.hostname",
            "tailnet.name",
            "tailnet.match",
            "account.match",
            "daemon.write",
            "daemon.cert",
            "caddy.admin");

    @TempDir
    Path folder;

    private FakeTailscaled daemon;
    private FakeCaddyAdmin caddy;
    private DeviceSettings.Builder settings;

    @BeforeEach
    void start() {
        daemon = FakeTailscaled.start(folder.resolve("d.sock"));
        caddy = FakeCaddyAdmin.start();
        settings = DeviceSettings.builder()
                .socket(daemon.socket())
                .caddyAdmin(caddy.address().toString())
                .tailnet(TailnetName.of("example.com"))
                .account(LoginName.of("you@example.com"))
                .binaries(List.of())
                .timeout(Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() {
        daemon.close();
        caddy.close();
    }

    private void edit(PrefsEdit edit) {
        try (TailscaleClient client =
                TailscaleClient.builder().socket(daemon.socket()).build()) {
            client.editPrefs(edit);
        }
    }

    private CheckReport doctor() {
        return DeviceChecks.of(settings.build()).doctor();
    }

    /** One failure with a remedy, these skipped, the rest fine. */
    private static CheckResult only(CheckReport report, String failed, String... skipped) {
        assertThat(report.results()).extracting(r -> r.check().id()).containsExactlyElementsOf(IDS);
        assertThat(ids(report, Outcome.FAIL)).as(report.toString()).containsExactly(failed);
        assertThat(ids(report, Outcome.SKIP)).as(report.toString()).containsExactly(skipped);
        assertThat(report.passed()).isFalse();
        CheckResult result = report.results().stream()
                .filter(r -> r.outcome() == Outcome.FAIL)
                .findFirst()
                .orElseThrow();
        assertThat(result.remedy()).as(result.toString()).isPresent();
        assertThat(result.finding()).doesNotContain("\n");
        return result;
    }

    private static List<String> ids(CheckReport report, Outcome outcome) {
        return report.results().stream()
                .filter(r -> r.outcome() == outcome)
                .map(r -> r.check().id())
                .toList();
    }

    private static String[] after(String id) {
        return IDS.subList(IDS.indexOf(id) + 1, IDS.size() - 1).toArray(String[]::new);
    }

    @Test
    void a_good_device_passes_every_check_and_shows_its_facts() {
        CheckReport report = doctor();

        assertThat(report.results()).allSatisfy(r -> assertThat(r.outcome()).isEqualTo(Outcome.OK));
        assertThat(report.results()).extracting(r -> r.check().id()).containsExactlyElementsOf(IDS);
        assertThat(report.results().get(0).evidence()).containsEntry("version", "1.102.5-fake");
        assertThat(report.results().get(3).finding()).contains("100.64.0.1");
        assertThat(report.results().get(4).finding()).isEqualTo("demo.tail0000.ts.net");
    }

    @Test
    void init_runs_the_first_eight_checks_and_asks_nothing_of_caddy() {
        CheckReport report = DeviceChecks.of(settings.build()).init();

        assertThat(report.results()).extracting(r -> r.check().id()).containsExactlyElementsOf(IDS.subList(0, 8));
        assertThat(caddy.server().requests()).isEmpty();
    }

    @Test
    void what_nobody_named_is_skipped_and_that_is_no_failure() {
        CheckReport report = DeviceChecks.of(DeviceSettings.builder()
                        .socket(daemon.socket())
                        .caddyAdmin(caddy.address().toString())
                        .build())
                .doctor();

        assertThat(ids(report, Outcome.SKIP)).containsExactly("tailnet.match", "account.match");
        assertThat(report.passed()).isTrue();
    }

    @Test
    void the_tailnet_may_be_named_by_its_suffix_and_in_any_case() {
        settings.tailnet(TailnetName.of("TAIL0000.ts.net")).account(LoginName.of("You@Example.com"));

        assertThat(doctor().passed()).isTrue();
    }

    @Test
    void no_daemon_and_no_program_is_not_installed() {
        settings.socket(folder.resolve("nothing.sock"));

        CheckResult failed = only(doctor(), "daemon.installed", after("daemon.installed"));

        assertThat(failed.evidence().toString()).contains("nothing.sock");
        assertThat(failed.finding()).contains("there is no socket at " + folder.resolve("nothing.sock"));
    }

    @Test
    void a_folder_named_as_the_socket_is_told_even_where_no_program_is() {
        settings.socket(folder);

        assertThat(only(doctor(), "daemon.installed", after("daemon.installed")).finding())
                .contains(folder + " is not a socket");
    }

    @Test
    void a_program_without_a_daemon_is_installed_and_does_not_run() throws IOException {
        Path binary = Files.createFile(folder.resolve("tailscaled"));
        settings.socket(folder.resolve("nothing.sock")).binaries(List.of(binary));

        CheckResult failed = only(doctor(), "daemon.running", after("daemon.running"));

        assertThat(failed.remedy()).hasValue("sudo systemctl start tailscaled");
    }

    @Test
    void a_socket_that_nobody_listens_on_any_more_is_a_daemon_that_does_not_run() throws IOException {
        Path stale = folder.resolve("stale.sock");
        try (var channel = java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
            channel.bind(java.net.UnixDomainSocketAddress.of(stale));
        }
        settings.socket(stale).binaries(List.of(stale));

        assertThat(only(doctor(), "daemon.running", after("daemon.running")).finding())
                .contains("nobody listens");
    }

    @Test
    void a_folder_in_the_sockets_place_is_named_as_such() {
        settings.socket(folder).binaries(List.of(folder));

        CheckResult failed = only(doctor(), "daemon.running", after("daemon.running"));
        assertThat(failed.finding()).contains(folder + " is not a socket");
        // Starting a daemon does not turn a folder into its socket.
        assertThat(failed.remedy().orElseThrow()).contains("--socket").doesNotContain("systemctl");
    }

    @Test
    void a_stalled_daemon_is_installed_and_does_not_answer_within_the_timeout() {
        Fault[] stalls =
                Stream.generate(() -> Fault.STALL_BEFORE_HEADER).limit(10).toArray(Fault[]::new);
        daemon.server().failNext(stalls);
        settings.timeout(Duration.ofSeconds(1));

        CheckReport report = doctor();

        assertThat(only(report, "daemon.running", after("daemon.running")).remedy())
                .hasValue("sudo systemctl restart tailscaled");
        assertThat(report.took()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void a_listener_that_is_no_tailscaled_is_one_failure() {
        daemon.close();
        try (FakeServer other =
                FakeServer.onUnixSocket(folder.resolve("other.sock"), request -> FakeResponse.text(200, "hello"))) {
            settings.socket(other.socket());

            only(doctor(), "daemon.running", after("daemon.running"));
        }
    }

    @Test
    void a_stopped_device_fails_the_login_only() {
        daemon.state("Stopped");

        CheckResult failed = only(
                doctor(),
                "device.login",
                "device.ip",
                "device.hostname",
                "tailnet.name",
                "tailnet.match",
                "account.match",
                "daemon.cert");

        assertThat(failed.finding()).isEqualTo("Tailscale is turned off");
        assertThat(failed.remedy()).hasValue("sudo tailscale --socket=" + daemon.socket() + " up");
    }

    private CheckResult loginFailure() {
        return only(
                doctor(),
                "device.login",
                "device.ip",
                "device.hostname",
                "tailnet.name",
                "tailnet.match",
                "account.match",
                "daemon.cert");
    }

    @Test
    void a_logged_out_device_gets_a_remedy_that_repeats_what_a_logout_forgets() {
        daemon.state("NeedsLogin").authUrl("https://login.example.com/a/1");
        settings.loginServer("https://hs.example.com").hostname("my box");

        assertThat(loginFailure().remedy().orElseThrow())
                .isEqualTo("sudo tailscale --socket=" + daemon.socket()
                        + " up --login-server=https://hs.example.com '--hostname=my box'"
                        + "  (or open https://login.example.com/a/1)");
    }

    @Test
    void an_expired_key_is_told_apart_from_a_logout() {
        daemon.expired(true);

        CheckResult failed = loginFailure();

        assertThat(failed.finding()).isEqualTo("the device's key has expired");
        assertThat(failed.remedy().orElseThrow()).contains(" up --").endsWith(" --force-reauth");
    }

    @Test
    void who_renews_a_login_keeps_the_settings_that_are_not_default() {
        edit(PrefsEdit.none().shieldsUp(true).hostname("old"));
        daemon.expired(true);
        settings.hostname("new");

        assertThat(loginFailure().remedy().orElseThrow()).endsWith(" up --shields-up --hostname=new --force-reauth");
    }

    @Test
    void a_device_that_awaits_approval_sends_to_an_admin() {
        daemon.state("NeedsMachineAuth");

        assertThat(loginFailure().remedy().orElseThrow()).contains("admin");
    }

    @Test
    void a_starting_daemon_and_one_that_another_user_holds_fail_the_login() {
        daemon.state("Starting");
        assertThat(loginFailure().finding()).contains("starting");
        daemon.state("InUseOtherUser");
        assertThat(loginFailure().finding()).contains("another user");
    }

    @Test
    void a_state_from_the_future_is_a_warning() {
        daemon.state("Dreaming");

        CheckReport report = doctor();

        assertThat(ids(report, Outcome.WARN)).containsExactly("device.login");
        assertThat(report.passed()).isTrue();
    }

    @Test
    void a_name_that_is_no_dns_name_is_one_failure() {
        edit(PrefsEdit.none().hostname("my box"));

        CheckResult failed = only(doctor(), "device.hostname", "daemon.cert");

        assertThat(failed.finding()).contains("no DNS name");
    }

    @Test
    void a_wrong_tailnet_is_one_failure() {
        settings.tailnet(TailnetName.of("other.example"));

        CheckResult failed = only(doctor(), "tailnet.match");

        assertThat(failed.finding()).contains("example.com").contains("other.example");
        assertThat(failed.remedy().orElseThrow()).contains(" login; or").contains("--tailnet example.com");
    }

    @Test
    void a_wrong_account_is_one_failure() {
        settings.account(LoginName.of("me@example.com"));

        CheckResult failed = only(doctor(), "account.match");

        assertThat(failed.remedy().orElseThrow()).contains("--account you@example.com");
    }

    @Test
    void an_owner_that_is_not_told_is_not_offered_as_an_answer() {
        daemon.login("");

        assertThat(only(doctor(), "account.match").remedy().orElseThrow()).doesNotContain("--account");
    }

    @Test
    void without_the_write_right_certificates_are_not_judged_as_well() {
        daemon.mayWrite(false).mayCert(false);

        CheckResult failed = only(doctor(), "daemon.write", "daemon.cert");

        assertThat(failed.remedy().orElseThrow()).contains(" set --operator=");
    }

    @Test
    void who_may_only_fetch_certificates_fails_the_write_right_only() {
        daemon.mayWrite(false).mayCert(true);

        only(doctor(), "daemon.write");
    }

    @Test
    void no_certificate_for_the_name_is_one_failure() {
        daemon.certLabels();

        assertThat(only(doctor(), "daemon.cert").remedy().orElseThrow()).contains("Enable HTTPS");
    }

    @Test
    void a_certificate_for_other_names_only_is_one_failure() {
        daemon.certLabels("ai");

        assertThat(only(doctor(), "daemon.cert").finding()).contains("demo.tail0000.ts.net");
    }

    @Test
    void no_caddy_is_one_failure() {
        caddy.close();

        CheckResult failed = only(doctor(), "caddy.admin");

        assertThat(failed.remedy().orElseThrow()).contains("start Caddy");
        assertThat(failed.finding()).endsWith("nobody listens there");
    }

    @Test
    void an_admin_address_that_is_none_is_one_failure() {
        settings.caddyAdmin("fd/3");

        assertThat(only(doctor(), "caddy.admin").remedy().orElseThrow()).contains("--caddy-admin");
    }

    @Test
    void a_daemon_that_refuses_to_be_read_is_one_failure() {
        daemon.answering("status", request -> FakeResponse.text(403, "status access denied"));

        only(doctor(), "daemon.running", after("daemon.running"));
    }

    @Test
    void the_socket_of_another_user_is_not_believed() throws Exception {
        boolean root = System.getProperty("user.name").equals("root");
        if (!root) {
            settings.daemonUser("somebody-else");
            assertThat(only(doctor(), "daemon.running", after("daemon.running"))
                            .remedy()
                            .orElseThrow())
                    .contains("--daemon-user " + System.getProperty("user.name"));
            return;
        }
        // Root is always believed, so the socket must belong to somebody who is not.
        Path theirs = Files.createTempDirectory(
                "foreign", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Path place = Files.createDirectories(theirs.resolve("run/leger/device/check"));
        try (var bytes = ForeignDaemon.class.getResourceAsStream("ForeignDaemon.class")) {
            Files.write(place.resolve("ForeignDaemon.class"), bytes.readAllBytes());
        }
        Path run = Files.createDirectory(theirs.resolve("sock"));
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxrwxrwx"));
        Process process = new ProcessBuilder(
                        "setpriv",
                        "--reuid",
                        "65534",
                        "--regid",
                        "65534",
                        "--clear-groups",
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        theirs.toString(),
                        "run.leger.device.check.ForeignDaemon",
                        run.resolve("d.sock").toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo("ready");
            settings.socket(run.resolve("d.sock"));

            CheckResult failed = only(doctor(), "daemon.running", after("daemon.running"));

            assertThat(failed.evidence().get("user")).isIn("nobody", "65534");
            assertThat(failed.remedy().orElseThrow()).contains("--daemon-user ");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void a_slow_check_ends_at_its_deadline_and_fails_alone() {
        daemon.answering("prefs", request -> {
            if (request.method().equals("PATCH")) {
                await(new CountDownLatch(1), 12);
            }
            return FakeResponse.json(200, "{}");
        });
        settings.timeout(Duration.ofSeconds(1));

        CheckReport report = doctor();

        assertThat(ids(report, Outcome.FAIL)).containsExactly("daemon.write");
        assertThat(report.took()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void checks_run_side_by_side() {
        CountDownLatch both = new CountDownLatch(2);
        daemon.answering("prefs", request -> meeting(both, "{}"));
        try (FakeServer other = FakeServer.onLoopback(request -> meeting(both, "null"))) {
            settings.caddyAdmin(other.address().toString()).timeout(Duration.ofSeconds(20));

            CheckReport report = doctor();

            assertThat(ids(report, Outcome.FAIL)).isEmpty();
        }
    }

    /** Answers once both checks ask. */
    private static FakeResponse meeting(CountDownLatch both, String json) {
        both.countDown();
        return await(both, 10) ? FakeResponse.json(200, json) : FakeResponse.text(500, "nobody else asks");
    }

    private static boolean await(CountDownLatch latch, int seconds) {
        try {
            return latch.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_run_leaves_no_thread_and_no_connection() {
        for (int i = 0; i < 3; i++) {
            doctor();
        }

        long end = System.nanoTime() + 5_000_000_000L;
        List<String> left = new ArrayList<>();
        do {
            left = Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .filter(name -> name.startsWith("leger-"))
                    .collect(Collectors.toList());
            Thread.onSpinWait();
        } while ((!left.isEmpty() || daemon.server().openConnections() > 0) && System.nanoTime() < end);
        assertThat(left).isEmpty();
        assertThat(daemon.server().openConnections()).isZero();
    }
}
