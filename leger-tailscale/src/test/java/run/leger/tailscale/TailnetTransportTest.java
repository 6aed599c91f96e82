package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import run.leger.core.CallOptions;
import run.leger.core.ClientClosedException;
import run.leger.core.DeadlineExceededException;
import run.leger.core.Phase;
import run.leger.core.Transport;
import run.leger.core.TransportRequest;
import run.leger.core.UnavailableException;
import run.leger.testkit.FakeRequest;
import run.leger.testkit.FakeResponse;
import run.leger.testkit.FakeServer;
import run.leger.testkit.FakeTailscaled;
import run.leger.testkit.Fault;
import run.leger.testkit.UpgradeContract;

/** The contract of transports, over dials of a fake daemon: all of it. */
@SuppressWarnings("NullAway") // set before each test
class TailnetTransportTest extends UpgradeContract {
    private FakeTailscaled fake;
    private TailscaleClient client;

    @BeforeEach
    void start() {
        fake = closing(FakeTailscaled.start(folder.resolve("tailscaled")));
        client = closing(TailscaleClient.builder().socket(fake.socket()).build());
    }

    @Override
    protected ServerSocketChannel listen(int backlog) throws IOException {
        return ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), backlog);
    }

    @Override
    protected FakeServer start(Function<FakeRequest, FakeResponse> handler) {
        return FakeServer.onLoopback(handler);
    }

    @Override
    protected Transport transportTo(FakeServer server) {
        return to(server.address().getPort(), "");
    }

    @Override
    protected Transport transportTo(ServerSocketChannel listener) {
        try {
            return to(((InetSocketAddress) listener.getLocalAddress()).getPort(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Transport to(int port, String path) {
        fake.listener("laptop", port, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return TailnetTransport.builder(client, URI.create("http://laptop:" + port + path))
                .build();
    }

    /** The fake has its own end of each connection in this process. */
    @Override
    protected int spareDescriptors() {
        return 8;
    }

    @Override
    protected int spareThreads() {
        return 6;
    }

    @Test
    void the_host_is_that_of_the_address_and_its_path_comes_first() {
        FakeServer server = server();
        int port = server.address().getPort();
        text(closing(to(port, "/base/")), GET);
        assertThat(server.requests()).singleElement().satisfies(request -> {
            assertThat(request.target()).isEqualTo("/base/ok");
            assertThat(request.headers().first("Host")).contains("laptop:" + port);
        });
    }

    @Test
    void a_host_where_nobody_listens_and_one_that_nobody_knows() {
        for (String host : List.of("http://laptop:81", "https://laptop", "http://nobody")) {
            Transport transport = closing(TailnetTransport.builder(client, URI.create(host))
                    .keepIdle(0)
                    .build());
            assertThatThrownBy(() -> text(transport, GET)).isInstanceOf(DialFailedException.class);
        }
    }

    @Test
    void a_daemon_that_is_not_there() {
        TailscaleClient lost =
                closing(TailscaleClient.builder().socket(folder.resolve("none")).build());
        Transport transport = closing(
                TailnetTransport.builder(lost, URI.create("http://laptop")).build());
        assertThatThrownBy(() -> text(transport, GET)).isInstanceOf(DaemonUnavailableException.class);
    }

    @Test
    void a_dial_that_does_not_end_passes_the_connect_deadline() {
        fake.server().failNext(Fault.STALL_BEFORE_HEADER);
        Transport transport = closing(
                TailnetTransport.builder(client, URI.create("http://laptop")).build());
        Duration limit = Duration.ofMillis(200);
        passes(Phase.CONNECT, limit, () -> transport.send(GET, PATIENT.withConnectTimeout(limit)));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void a_connect_deadline_of_for_ever_is_one() {
        FakeServer server = server();
        Transport transport = to(server);
        CallOptions patient = PATIENT.withConnectTimeout(ChronoUnit.FOREVER.getDuration());
        assertThat(text(transport.send(GET, patient))).isEqualTo("hello, world");
    }

    @Test
    void closing_the_transport_ends_a_dial() throws Exception {
        fake.server().failNext(Fault.STALL_BEFORE_HEADER);
        Transport transport = closing(
                TailnetTransport.builder(client, URI.create("http://laptop")).build());
        var call = starting(() -> {
            try {
                return text(transport, GET);
            } finally {
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
            }
        });
        eventually("the dial waits", () -> !fake.server().requests().isEmpty());
        transport.close();
        assertThatThrownBy(() -> {
                    throw call.failure();
                })
                .isInstanceOf(ClientClosedException.class);
    }

    @Test
    void a_server_without_tls_is_told_so() {
        FakeServer server = server();
        int port = server.address().getPort();
        fake.listener("laptop", port, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Transport transport = closing(TailnetTransport.builder(client, URI.create("https://laptop:" + port))
                .build());
        assertThatThrownBy(() -> text(transport, GET))
                .isInstanceOfSatisfying(
                        UnavailableException.class,
                        e -> assertThat(e.reason()).isEqualTo(UnavailableException.Reason.TLS));
    }

    @Test
    void a_tls_handshake_that_does_not_come_passes_the_connect_deadline() throws IOException {
        int port = ((InetSocketAddress) closing(listen(5)).getLocalAddress()).getPort();
        fake.listener("laptop", port, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Transport transport = closing(TailnetTransport.builder(client, URI.create("https://laptop:" + port))
                .build());
        CallOptions hasty = PATIENT.withConnectTimeout(Duration.ofMillis(200));
        assertThatThrownBy(() -> transport.send(TransportRequest.get("/"), hasty))
                .isInstanceOfSatisfying(
                        DeadlineExceededException.class,
                        e -> assertThat(e.phase()).isEqualTo(Phase.CONNECT));
    }
}
