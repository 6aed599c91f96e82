package run.leger.conformance.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import run.leger.conformance.lab.AsUser;
import run.leger.conformance.lab.CaddyProcess;
import run.leger.conformance.lab.Control;
import run.leger.conformance.lab.Lab;
import run.leger.conformance.lab.Program;
import run.leger.conformance.lab.Tailscaled;
import run.leger.core.Json;
import run.leger.core.LoginName;
import run.leger.core.TailnetName;
import run.leger.device.DeviceSettings;
import run.leger.device.check.CheckId;
import run.leger.device.check.CheckReport;
import run.leger.device.check.CheckResult;
import run.leger.device.check.DeviceChecks;
import run.leger.device.check.Outcome;
import run.leger.tailscale.Prefs;
import run.leger.tailscale.TailscaleClient;
import run.leger.tailscale.TailscaleCommand;

/** Each failure made real gives one failing check, and its remedy mends it. */
class DeviceChecksIT {
    private static final String ADMIN = "http://127.0.0.1:2019";
    private static CaddyProcess caddy;

    @BeforeAll
    static void startCaddy() {
        caddy = CaddyProcess.start("{\n\tadmin 127.0.0.1:2019\n}\n");
    }

    @AfterAll
    static void stopCaddy() {
        caddy.close();
    }

    private static DeviceSettings.Builder at(Path socket) {
        return DeviceSettings.builder().socket(socket).caddyAdmin(ADMIN);
    }

    private static CheckReport doctor(DeviceSettings.Builder settings) {
        return DeviceChecks.of(settings.build()).doctor();
    }

    /** Returns the only failing check. */
    private static CheckResult onlyFailure(CheckReport report) {
        List<CheckResult> failures = report.results().stream()
                .filter(result -> result.outcome() == Outcome.FAIL)
                .toList();
        assertThat(failures).as("%s", report.results()).hasSize(1);
        return failures.get(0);
    }

    private static String remedyOf(CheckReport report, CheckId check) {
        CheckResult failure = onlyFailure(report);
        assertThat(failure.check()).isEqualTo(check);
        return failure.remedy().orElseThrow();
    }

    private static void assertFine(CheckReport report) {
        assertThat(report.passed()).as("%s", report.results()).isTrue();
    }

    @Test
    void init_passes_on_node_a_where_it_finds_the_daemon_by_itself() {
        CheckReport report = DeviceChecks.of(DeviceSettings.builder()
                        .tailnet(TailnetName.of(Lab.domain()))
                        .account(LoginName.of("user-1@fake-control.example.net"))
                        .build())
                .init();

        assertThat(report.results())
                .extracting(result -> result.check().id())
                .containsExactly(
                        "daemon.installed",
                        "daemon.running",
                        "device.login",
                        "device.ip",
                        "device.hostname",
                        "tailnet.name",
                        "tailnet.match",
                        "account.match");
        assertThat(report.results()).as("%s", report.results()).allMatch(result -> result.outcome() == Outcome.OK);
        assertThat(report.results().get(0).evidence()).containsEntry("version", "1.102.5");
    }

    @Test
    void the_command_says_the_same_in_both_forms() {
        Program.Ended human = Leger.run("init");
        Program.Ended machine = Leger.run("doctor", "--json", "--caddy-admin", ADMIN);

        assertThat(human.code()).as(human.output()).isZero();
        assertThat(human.output()).contains("ok    device.hostname   dev-a." + Lab.domain());
        assertThat(machine.code()).as(machine.output()).isZero();
        Json json = Json.parse(machine.output());
        assertThat(json.at("schema").orElseThrow()).hasToString("1");
        assertThat(json.at("checks", "10", "id").map(Json::asText)).contains("caddy.admin");
    }

    @Test
    void no_daemon_anywhere() {
        Path nowhere = Lab.run().resolve("no-such.sock");
        CheckReport report = doctor(at(nowhere).binaries(List.of()));

        assertThat(remedyOf(report, CheckId.DAEMON_INSTALLED)).contains("install Tailscale", "--socket");
        assertThat(report.count(Outcome.SKIP)).isEqualTo(9);
        // The half of the remedy that can be carried out where Tailscale is installed elsewhere.
        assertFine(doctor(at(Lab.socket("a")).binaries(List.of())));
    }

    @Test
    void a_daemon_that_was_not_started() {
        try (Tailscaled device = Tailscaled.start()) {
            device.up("not-started");
            device.stop();
            DeviceSettings.Builder settings = at(device.socket()).binaries(List.of(Lab.program("tailscaled")));

            String remedy = remedyOf(doctor(settings), CheckId.DAEMON_RUNNING);

            assertThat(remedy).isEqualTo("sudo systemctl start tailscaled");
            // There is no service manager here: this is what it would do.
            device.restart();
            device.waitForState("Running");
            assertFine(doctor(settings));
        }
    }

    @Test
    void a_device_that_was_turned_off() {
        try (Tailscaled device = Tailscaled.start()) {
            device.up("turned-off");
            device.down();

            String remedy = remedyOf(doctor(at(device.socket())), CheckId.DEVICE_LOGIN);

            assertThat(remedy).isEqualTo("sudo tailscale --socket=" + device.socket() + " up");
            Remedy.carryOut(remedy);
            device.waitForState("Running");
            assertFine(doctor(at(device.socket())));
        }
    }

    @Test
    void a_device_that_was_logged_out_and_forgot_its_control_server_and_its_name() {
        try (Tailscaled device = Tailscaled.start()) {
            device.up("logged-out");
            device.logout();
            DeviceSettings.Builder settings =
                    at(device.socket()).loginServer(Lab.controlUrl().toString()).hostname("logged-out");

            String remedy = remedyOf(doctor(settings), CheckId.DEVICE_LOGIN);

            assertThat(remedy)
                    .contains(
                            "--socket=" + device.socket(),
                            "--login-server=" + Lab.controlUrl(),
                            "--hostname=logged-out");
            Remedy.carryOut(remedy, "--auth-key=lab");
            device.waitForState("Running");
            assertFine(doctor(settings));
            assertThat(device.status().at("Self", "DNSName").orElseThrow().asText())
                    .startsWith("logged-out");
        }
    }

    @Test
    void a_socket_of_somebody_else() {
        try (Tailscaled device = Tailscaled.builder().user(AsUser.NOBODY).start()) {
            device.up("somebody-elses");

            String remedy = remedyOf(doctor(at(device.socket())), CheckId.DAEMON_RUNNING);

            String user = Remedy.option(remedy, "--daemon-user");
            assertThat(user).isEqualTo("nobody");
            assertFine(doctor(at(device.socket()).daemonUser(user)));
        }
    }

    @Test
    void a_user_without_the_right_to_write() {
        try (Tailscaled device = Tailscaled.start()) {
            device.up("no-right");
            String[] doctor = {"doctor", "--json", "--socket", device.socket().toString(), "--caddy-admin", ADMIN};

            Program.Ended before = Leger.runAs(AsUser.NOBODY, doctor);

            assertThat(before.code()).as(before.output()).isEqualTo(1);
            Json report = Json.parse(before.output());
            assertThat(failing(report)).containsExactly("daemon.write");
            assertThat(check(report, "daemon.cert").at("outcome").map(Json::asText))
                    .contains("skip");
            String remedy =
                    check(report, "daemon.write").at("remedy").orElseThrow().asText();
            assertThat(remedy).endsWith(" set --operator=nobody");
            Remedy.carryOut(remedy);
            Program.Ended after = Leger.runAs(AsUser.NOBODY, doctor);
            assertThat(after.code()).as(after.output()).isZero();
        }
    }

    private static List<String> failing(Json report) {
        return checks(report).stream()
                .filter(check -> check.at("outcome").map(Json::asText).equals(Optional.of("fail")))
                .map(check -> check.at("id").orElseThrow().asText())
                .toList();
    }

    private static Json check(Json report, String id) {
        return checks(report).stream()
                .filter(check -> check.at("id").map(Json::asText).equals(Optional.of(id)))
                .findFirst()
                .orElseThrow();
    }

    private static List<Json> checks(Json report) {
        return IntStream.range(0, CheckId.values().length)
                .mapToObj(i -> report.at("checks", Integer.toString(i)).orElseThrow())
                .toList();
    }

    @Test
    void the_wrong_tailnet() {
        DeviceSettings.Builder settings = at(Lab.socket("a")).tailnet(TailnetName.of("elsewhere.example"));

        String remedy = remedyOf(doctor(settings), CheckId.TAILNET_MATCH);

        assertThat(remedy).contains(" login --login-server=" + Lab.controlUrl() + " --hostname=dev-a;");
        assertFine(doctor(settings.tailnet(TailnetName.of(Remedy.option(remedy, "--tailnet")))));
    }

    @Test
    void the_wrong_account() {
        try (Control control = Control.start("-same-user");
                Tailscaled device = Tailscaled.start()) {
            device.upAt(control.url(), "wrong-account");
            DeviceSettings.Builder settings = at(device.socket()).account(LoginName.of("somebody@example.com"));

            String remedy = remedyOf(doctor(settings), CheckId.ACCOUNT_MATCH);

            assertThat(remedy).contains("log in as somebody@example.com", " login --login-server=" + control.url());
            assertFine(doctor(settings.account(LoginName.of(Remedy.option(remedy, "--account")))));
            Remedy.carryOut(remedy, "--auth-key=lab");
            device.waitForState("Running");
            assertFine(doctor(settings));
        }
    }

    @Test
    void up_takes_a_login_again_that_repeats_what_is_not_default() {
        try (Tailscaled device = Tailscaled.start();
                TailscaleClient client =
                        TailscaleClient.builder().socket(device.socket()).build()) {
            device.up(
                    "all-set",
                    "--operator=nobody",
                    "--accept-routes",
                    "--shields-up",
                    "--report-posture",
                    "--advertise-connector",
                    "--advertise-exit-node",
                    "--advertise-routes=10.9.0.0/16",
                    "--advertise-tags=tag:a,tag:b",
                    "--snat-subnet-routes=false",
                    "--stateful-filtering",
                    "--netfilter-mode=nodivert");
            Prefs before = client.prefs();

            Remedy.carryOut(
                    TailscaleCommand.up(device.socket(), before)
                            .word("--force-reauth")
                            .toString(),
                    "--auth-key=lab",
                    "--accept-risk=all");

            device.waitForState("Running");
            assertThat(TailscaleCommand.up(device.socket(), client.prefs()))
                    .hasToString(TailscaleCommand.up(device.socket(), before).toString());
        }
    }

    @Test
    void no_certificate_for_the_devices_name() {
        try (Control without = Control.start("-certificates=false");
                Tailscaled device = Tailscaled.start()) {
            device.upAt(without.url(), "no-cert");

            String remedy = remedyOf(doctor(at(device.socket())), CheckId.DAEMON_CERT);

            assertThat(remedy).contains("turn on HTTPS certificates");
            // What the admin console does for a tailnet, the laboratory does by another control server.
            device.logout();
            device.up("no-cert", "--force-reauth");
            assertFine(doctor(at(device.socket())));
        }
    }

    @Test
    void no_caddy() {
        String admin;
        try (CaddyProcess other = CaddyProcess.start("# nothing\n")) {
            admin = "unix/" + other.adminSocket();
            assertFine(doctor(at(Lab.socket("a")).caddyAdmin(admin)));
        }
        String address = "http://127.0.0.1:2020";

        assertThat(remedyOf(doctor(at(Lab.socket("a")).caddyAdmin(admin)), CheckId.CADDY_ADMIN))
                .contains("systemctl start caddy");
        assertThat(remedyOf(doctor(at(Lab.socket("a")).caddyAdmin(address)), CheckId.CADDY_ADMIN))
                .contains("systemctl start caddy", "'admin' names this address");
        // There is no service manager here: this is what it would do, with the option that the remedy speaks of.
        try (CaddyProcess started = CaddyProcess.start("{\n\tadmin 127.0.0.1:2020\n}\n")) {
            assertThat(started.adminSocket()).isNotNull();
            assertFine(doctor(at(Lab.socket("a")).caddyAdmin(address)));
        }
    }
}
