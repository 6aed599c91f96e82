package run.leger.conformance.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import run.leger.core.Json;

/** Further daemons can be had in every state, and as every user. */
class TailscaledIT {
    @Test
    void a_third_daemon_goes_through_the_states_of_a_nodes_life() throws Exception {
        try (Tailscaled third = Tailscaled.start()) {
            assertThat(third.backendState()).isEqualTo("NeedsLogin");
            third.up("third");
            assertThat(third.status().at("Self", "DNSName").orElseThrow().asText())
                    .isEqualTo("third." + Lab.domain() + ".");
            assertThat(Lab.nodes().toString()).contains("third." + Lab.domain());
            third.down();
            assertThat(third.backendState()).isEqualTo("Stopped");
            third.up();
            third.restart();
            third.waitForState("Running");
            third.logout();
            assertThat(third.backendState()).isEqualTo("NeedsLogin");
        }
    }

    @Test
    void a_daemon_of_another_user_owns_its_socket() throws Exception {
        try (Tailscaled other = Tailscaled.builder().user(AsUser.NOBODY).start()) {
            assertThat(Files.getAttribute(other.socket(), "unix:uid")).isEqualTo(AsUser.NOBODY);
            assertThat(other.backendState()).isEqualTo("NeedsLogin");
        }
    }

    @Test
    void the_socket_can_be_anywhere() {
        try (TempDir dir = new TempDir("sock")) {
            Path socket = dir.path().resolve("deep.sock");
            try (Tailscaled elsewhere = Tailscaled.builder().socket(socket).start()) {
                assertThat(elsewhere.socket()).isEqualTo(socket).exists();
            }
        }
    }

    @Test
    void the_environment_decides_who_may_get_certificates() {
        try (Tailscaled permitting = Tailscaled.builder()
                        .environment("TS_PERMIT_CERT_UID", Integer.toString(AsUser.NOBODY))
                        .start();
                Tailscaled refusing = Tailscaled.start()) {
            permitting.up("permitting");
            refusing.up("refusing");

            assertThat(certificateAsNobody(permitting, "permitting").orFail()).contains("BEGIN CERTIFICATE");
            assertThat(certificateAsNobody(refusing, "refusing").code()).isNotZero();
        }
    }

    private static Program.Ended certificateAsNobody(Tailscaled daemon, String host) {
        return Program.run(
                Map.of(),
                AsUser.command(
                        AsUser.NOBODY,
                        List.of(
                                Lab.program("tailscale").toString(),
                                "--socket=" + daemon.socket(),
                                "cert",
                                "--cert-file=-",
                                "--key-file=-",
                                host + "." + Lab.domain())));
    }

    @Test
    void on_a_control_server_with_one_user_a_new_login_is_the_same_user() {
        try (Control control = Control.start("-same-user", "-fake-nodes", "3");
                Tailscaled device = Tailscaled.start()) {
            device.upAt(control.url(), "device");
            String first = loginName(device);
            device.logout();
            device.upAt(control.url(), "device", "--force-reauth");

            assertThat(loginName(device)).isEqualTo(first);
            assertThat(device.cli("status").orFail()).contains("fake-2");
        }
    }

    private static String loginName(Tailscaled device) {
        Json status = device.status();
        String user = status.at("Self", "UserID").orElseThrow().toString();
        return status.at("User", user, "LoginName").orElseThrow().asText();
    }
}
