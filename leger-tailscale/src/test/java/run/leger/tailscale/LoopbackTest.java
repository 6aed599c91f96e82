package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import run.leger.core.CallOptions;
import run.leger.core.ClientClosedException;
import run.leger.core.SecretBytes;
import run.leger.core.TcpTransport;
import run.leger.core.Transport;
import run.leger.core.TransportRequest;
import run.leger.core.UnavailableException;
import run.leger.testkit.FakeRequest;
import run.leger.testkit.FakeResponse;
import run.leger.testkit.FakeServer;

/** The LocalAPI over a port with a token. What a real one answers is in TsnetIT of the conformance tests. */
@SuppressWarnings("NullAway") // set before each test
class LoopbackTest {
    private static final String TOKEN = "0123456789abcdef0123";

    @TempDir
    Path folder;

    private FakeServer server;
    private volatile String state = "Running";

    @BeforeEach
    void start() {
        server = FakeServer.onLoopback(this::answer);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private FakeResponse answer(FakeRequest request) {
        if (!request.headers().first("Sec-Tailscale").orElse("").equals("localapi")) {
            return FakeResponse.of(
                    403, "text/plain", "missing 'Sec-Tailscale: localapi' header".getBytes(StandardCharsets.US_ASCII));
        }
        String auth = request.headers().first("Authorization").orElse("");
        if (auth.isEmpty()) {
            return FakeResponse.text(401, "auth required");
        }
        String pair = Base64.getEncoder().encodeToString((":" + TOKEN).getBytes(StandardCharsets.US_ASCII));
        if (!auth.equals("Basic " + pair)) {
            return FakeResponse.text(403, "bad password");
        }
        if (request.path().endsWith("/dial")) {
            return FakeResponse.upgrade("ts-dial", (in, out) -> out.write(in.readNBytes(2)));
        }
        return request.path().endsWith("/status")
                ? FakeResponse.json(200, "{\"BackendState\":\"" + state + "\"}").with("Tailscale-Version", "1.102.5")
                : FakeResponse.text(500, "not now");
    }

    private int port() {
        return URI.create(server.address().toString()).getPort();
    }

    private static SecretBytes secret(String text) {
        return SecretBytes.take(text.getBytes(StandardCharsets.US_ASCII));
    }

    private TailscaleClient client(String token) {
        try (SecretBytes given = secret(token)) {
            // The client has a copy: what was given may be closed.
            return TailscaleClient.builder().loopback(port(), given).build();
        }
    }

    @Test
    void the_token_may_be_closed_once_it_was_given() {
        TailscaleClient.Builder builder;
        try (SecretBytes given = secret(TOKEN)) {
            builder = TailscaleClient.builder().loopback(port(), given);
        }
        try (TailscaleClient ts = builder.build()) {
            assertThat(ts.statusWithoutPeers()).isNotNull();
        }
    }

    @Test
    void a_call_has_the_header_the_token_and_the_host() {
        try (TailscaleClient ts = client(TOKEN)) {
            assertThat(ts.statusWithoutPeers().backendState()).isEqualTo(new BackendState("Running"));
        }
        assertThat(server.requests().get(0).headers().first("Host")).contains("local-tailscaled.sock");
    }

    @Test
    void a_dial_goes_over_it() throws IOException {
        try (TailscaleClient ts = client(TOKEN);
                Socket socket = ts.dial("laptop", 80)) {
            socket.getOutputStream().write('h');
            socket.getOutputStream().write('i');
            assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("hi");
        }
    }

    @Test
    void no_token_and_another_token_are_told_apart_and_neither_is_shown() {
        try (TailscaleClient wrong = client("fedcba9876543210fedc")) {
            assertThatThrownBy(wrong::status).isInstanceOfSatisfying(TokenRejectedException.class, e -> {
                assertThat(e.remedy()).isPresent();
                assertThat(e).hasMessageNotContaining("fedcba98").hasMessageContaining("bad password");
            });
        }
        Transport bare =
                TcpTransport.builder(URI.create("http://127.0.0.1:" + port())).build();
        Transport without = (request, options) -> bare.send(request.with("Sec-Tailscale", "localapi"), options);
        try (bare;
                TailscaleClient none =
                        TailscaleClient.builder().transport(without).build()) {
            assertThatThrownBy(none::status)
                    .isInstanceOfSatisfying(
                            TokenRequiredException.class,
                            e -> assertThat(e.remedy())
                                    .hasValueSatisfying(
                                            remedy -> assertThat(remedy).contains("loopback(port, token)")));
        }
    }

    @Test
    void nothing_that_can_be_printed_has_the_token() {
        String basic = Base64.getEncoder().encodeToString((":" + TOKEN).getBytes(StandardCharsets.US_ASCII));
        TailscaleClient ts = client(TOKEN);
        LoopbackTransport transport = new LoopbackTransport(port(), secret(TOKEN));
        for (Object printed : List.of(ts, ts.api(), transport)) {
            assertThat(printed.toString()).doesNotContain(TOKEN).doesNotContain(basic);
        }
        ts.close();
        server.close();
        assertThatThrownBy(() -> transport.send(TransportRequest.get("/localapi/v0/status"), CallOptions.none()))
                .isInstanceOf(UnavailableException.class)
                .hasMessageNotContaining(TOKEN)
                .hasMessageNotContaining(basic);
        transport.close();
        assertThatThrownBy(() -> transport.send(TransportRequest.get("/"), CallOptions.none()))
                .isInstanceOf(ClientClosedException.class);
    }

    @Test
    void remedies_speak_of_the_program_and_not_of_the_command() {
        try (TailscaleClient ts = client(TOKEN)) {
            state = "NeedsLogin";
            assertThatThrownBy(ts::prefs)
                    .isInstanceOfSatisfying(
                            NeedsLoginException.class,
                            e -> assertThat(e.remedy())
                                    .hasValueSatisfying(remedy -> assertThat(remedy)
                                            .contains("program that runs this node")
                                            .doesNotContain("tailscale up")));
            server.close();
            assertThatThrownBy(ts::prefs)
                    .isInstanceOfSatisfying(
                            DaemonUnavailableException.class,
                            e -> assertThat(e.remedy())
                                    .hasValueSatisfying(
                                            remedy -> assertThat(remedy).contains("port and token")));
        }
    }

    @Test
    void what_is_no_port_is_misuse() {
        for (int port : new int[] {-1, 0, 65536}) {
            assertThatThrownBy(() -> TailscaleClient.builder().loopback(port, secret(TOKEN)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void windows_is_refused_at_once_unless_a_way_is_given() {
        assertThatThrownBy(() -> TailscaleClient.builder().build("Windows 11"))
                .isInstanceOfSatisfying(UnsupportedPlatformException.class, e -> {
                    assertThat(e).hasMessageContaining("Windows 11");
                    assertThat(e.remedy()).isPresent();
                });
        TailscaleClient.builder()
                .loopback(port(), secret(TOKEN))
                .build("Windows 11")
                .close();
        TailscaleClient.builder()
                .socket(folder.resolve("s"))
                .build("Windows 11")
                .close();
    }
}
