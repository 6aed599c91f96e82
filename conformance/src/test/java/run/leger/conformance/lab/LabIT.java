package run.leger.conformance.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.core.CallOptions;
import run.leger.core.Json;
import run.leger.core.Transport;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;

/** The laboratory is what the other tests take it for. */
class LabIT {
    private static Json status(Path socket) {
        try (Transport transport = Transport.unixSocket(socket);
                TransportResponse answer = transport.send(
                        TransportRequest.get("/localapi/v0/status").with("Host", "local-tailscaled.sock"),
                        CallOptions.deadline(Lab.PATIENCE))) {
            assertThat(answer.status()).isEqualTo(200);
            return Json.parse(new String(answer.readAll(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void both_nodes_run_in_the_tailnet(String node) {
        Json status = status(Lab.socket(node));

        assertThat(status.at("BackendState").orElseThrow().asText()).isEqualTo("Running");
        assertThat(status.at("Self", "DNSName").orElseThrow().asText())
                .isEqualTo("dev-" + node + "." + Lab.domain() + ".");
        assertThat(status.at("Version").orElseThrow().asText()).isEqualTo("1.102.5");
    }

    @Test
    void the_default_socket_leads_to_node_a() {
        Json status = status(Path.of("/var/run/tailscale/tailscaled.sock"));

        assertThat(status.at("Self", "HostName").orElseThrow().asText()).isEqualTo("dev-a");
    }

    @Test
    void the_control_server_lists_its_nodes() throws Exception {
        assertThat(Lab.nodes().toString()).contains("dev-a." + Lab.domain(), "dev-b." + Lab.domain());
    }

    @Test
    void setec_answers_through_node_a_under_a_certificate_of_the_laboratory() throws Exception {
        HttpResponse<String> answer = Lab.tailnetClient()
                .send(
                        HttpRequest.newBuilder(Lab.setecUrl().resolve("/api/list"))
                                .timeout(Lab.PATIENCE)
                                .header("Content-Type", "application/json")
                                .header("Sec-X-Tailscale-No-Browsers", "setec")
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.sslSession().orElseThrow().getPeerCertificates()).isNotEmpty();
    }

    @Test
    void setecs_handlers_tell_identities_apart_by_their_port() throws Exception {
        String admin = "{\"addr\":\"127.0.0.1:0\",\"user\":\"admin@example.com\",\"node\":\"n.\","
                + "\"rules\":[{\"action\":[\"info\"],\"secret\":[\"*\"]}]}";
        String unknown = "{\"addr\":\"127.0.0.1:0\",\"fail\":true}";
        try (SetecIdentities setec = SetecIdentities.start(admin, unknown)) {
            assertThat(List.of(list(setec, 0), list(setec, 1))).containsExactly(200, 500);
        }
    }

    private static int list(SetecIdentities setec, int identity) throws IOException, InterruptedException {
        return java.net.http.HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(setec.url(identity).resolve("/api/list"))
                                .timeout(Lab.PATIENCE)
                                .header("Content-Type", "application/json")
                                .header("Sec-X-Tailscale-No-Browsers", "setec")
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void the_identities_of_the_file_have_the_ports_that_it_names() {
        try (SetecIdentities setec = SetecIdentities.start()) {
            assertThat(setec.url(0)).hasToString("http://127.0.0.1:18091");
            assertThat(setec.url(7)).hasToString("http://127.0.0.1:18098");
        }
    }

    @Test
    void caddy_serves_a_services_name_with_a_certificate_that_tailscaled_got() throws Exception {
        String name = "ai." + Lab.domain();
        String caddyfile = """
                https://%s:8443 {
                	bind 127.0.0.1
                	tls {
                		get_certificate tailscale
                	}
                	respond "the service"
                }
                """.formatted(name);
        try (CaddyProcess caddy = CaddyProcess.start(caddyfile)) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8443);
            Tls.Answer answer = Tls.get(address, name, "/", Lab.acmeRoot());

            assertThat(answer.answer()).startsWith("HTTP/1.1 200").endsWith("the service");
            assertThat(answer.certificate().getSubjectAlternativeNames().toString())
                    .contains(name);
            assertThat(caddy.adminListens()).isTrue();
            assertThatThrownBy(() -> Tls.get(address, name, "/", Lab.run().resolve("ca.pem")))
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void a_program_that_dies_early_fails_the_wait_with_its_last_words() throws Exception {
        try (TempDir dir = new TempDir("program");
                Program program = Program.start(
                        dir.path().resolve("log"), java.util.Map.of(), List.of("sh", "-c", "echo broken; exit 3"))) {
            assertThatThrownBy(() -> program.waitForLine(Lab.PATIENCE, "ready"::equals))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("broken");
            assertThat(program.waitForEnd(Lab.PATIENCE)).isEqualTo(3);
        }
    }

    @Test
    void another_user_has_no_rights() {
        assertThat(Program.run(
                                java.util.Map.of(),
                                AsUser.java(AsUser.NOBODY, MayRead.class, List.of("/etc/shadow", "/etc/passwd")))
                        .orFail())
                .contains("/etc/shadow false", "/etc/passwd true");
    }

    /** Says which of the files its user may read. */
    static final class MayRead {
        private MayRead() {}

        public static void main(String[] args) {
            for (String each : args) {
                System.out.println(each + " " + java.nio.file.Files.isReadable(Path.of(each)));
            }
        }
    }
}
