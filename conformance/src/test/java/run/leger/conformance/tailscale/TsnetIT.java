package run.leger.conformance.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import run.leger.conformance.lab.Await;
import run.leger.conformance.lab.Lab;
import run.leger.conformance.lab.Tsnet;
import run.leger.core.SecretBytes;
import run.leger.tailscale.BackendState;
import run.leger.tailscale.DaemonUnavailableException;
import run.leger.tailscale.DialSuite;
import run.leger.tailscale.TailscaleClient;
import run.leger.tailscale.TokenRejectedException;

/** The LocalAPI of a program that embeds Tailscale, over TCP with its token, the dials of the suite included. */
class TsnetIT extends DialSuite {
    private static Tsnet node;
    private static TailscaleClient client;

    @BeforeAll
    static void join() {
        node = Tsnet.start("embedded");
        client = TailscaleClient.builder().loopback(node.port(), node.token()).build();
        Await.until(
                "it runs",
                Lab.PATIENCE,
                () -> client.statusWithoutPeers().backendState().known() == BackendState.Known.RUNNING);
    }

    @AfterAll
    static void leave() {
        if (client != null) {
            client.close();
        }
        if (node != null) {
            node.close();
        }
    }

    @Override
    protected TailscaleClient client() {
        return client;
    }

    @Override
    protected List<String> peer() {
        return List.of("100.64.0.2", "dev-b", "dev-b." + Lab.domain());
    }

    @Override
    protected void reach(InetSocketAddress listener) {
        // As in DialIT.
    }

    @Test
    void its_status_and_its_peers_are_told() {
        assertThat(client.status().peers()).isNotEmpty();
        assertThat(client.whoIs("100.64.0.2")).isPresent();
        assertThat(client.mayWrite()).isTrue();
        assertThat(client.daemonVersion()).isNotEmpty();
    }

    @Test
    void another_token_is_refused() {
        SecretBytes wrong = SecretBytes.take("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
        try (TailscaleClient stranger =
                TailscaleClient.builder().loopback(node.port(), wrong).build()) {
            assertThatThrownBy(stranger::status)
                    .isInstanceOf(TokenRejectedException.class)
                    .hasMessageNotContaining("0123456789abcdef");
        }
    }

    @Test
    void what_the_fake_says_without_header_or_token_is_what_is_said_here() throws Exception {
        URI status = URI.create("http://127.0.0.1:" + node.port() + "/localapi/v0/status");
        HttpClient http = HttpClient.newHttpClient();
        HttpResponse<String> bare =
                http.send(HttpRequest.newBuilder(status).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(bare.statusCode()).isEqualTo(403);
        assertThat(bare.body()).isEqualTo("missing 'Sec-Tailscale: localapi' header");
        HttpResponse<String> anonymous = http.send(
                HttpRequest.newBuilder(status)
                        .header("Sec-Tailscale", "localapi")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(anonymous.statusCode()).isEqualTo(401);
        assertThat(anonymous.body()).isEqualTo("auth required\n");
    }

    @Test
    void a_program_that_is_gone_is_an_unavailable_daemon() {
        try (Tsnet other = Tsnet.start("embedded-2");
                TailscaleClient late = TailscaleClient.builder()
                        .loopback(other.port(), other.token())
                        .build()) {
            late.statusWithoutPeers();
            other.stop();
            assertThatThrownBy(late::statusWithoutPeers)
                    .isInstanceOfSatisfying(
                            DaemonUnavailableException.class,
                            e -> assertThat(e.remedy())
                                    .hasValueSatisfying(r -> assertThat(r).contains("port and token")));
        }
    }
}
