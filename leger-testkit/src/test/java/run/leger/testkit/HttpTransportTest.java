package run.leger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import run.leger.core.HttpTransport;
import run.leger.core.Phase;
import run.leger.core.Transport;
import run.leger.core.TransportRequest;
import run.leger.core.UnavailableException;
import run.leger.core.UnavailableException.Reason;

/** The contract over TCP with the JDK's client. */
class HttpTransportTest extends TransportContract {
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
        return Transport.http(server.address());
    }

    @Override
    protected Transport transportTo(ServerSocketChannel listener) {
        return Transport.http(address(listener));
    }

    private static URI address(ServerSocketChannel listener) {
        try {
            return URI.create("http://127.0.0.1:" + ((InetSocketAddress) listener.getLocalAddress()).getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without the one after which the JDK leaves the connection open, see {@link HttpTransport}. */
    @Override
    protected List<Fault> cleanFaults() {
        return List.of(Fault.CLOSE_IN_BODY, Fault.CLOSE_IN_CHUNKS, Fault.CLOSE_BEFORE_RESPONSE);
    }

    @Override
    protected void reclaim() {
        System.gc();
    }

    /** The JDK cannot be told otherwise; it is harmless for what is idempotent, and said in the Javadoc. */
    @Override
    @Test
    void a_get_whose_fresh_connection_dies_is_not_repeated() {
        FakeServer server = server().failNext(Fault.CLOSE_BEFORE_RESPONSE);
        assertThat(text(to(server), GET)).isEqualTo("hello, world");
        assertThat(server.requests()).hasSize(2);
    }

    @Override
    protected boolean asksBeforeBodies() {
        return false;
    }

    @Override
    protected long headLimit() {
        return 384 << 10;
    }

    @Override
    protected int spareThreads() {
        return 40;
    }

    @Override
    protected int spareDescriptors() {
        return 10;
    }

    @Test
    void a_listener_whose_backlog_is_full_passes_the_connect_deadline() throws IOException {
        ServerSocketChannel listener = closing(listen(1));
        List<SocketChannel> fill = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.connect(listener.getLocalAddress());
            fill.add(channel);
        }
        Duration limit = Duration.ofMillis(250);
        Transport transport = closing(
                HttpTransport.builder(address(listener)).connectTimeout(limit).build());
        passes(Phase.CONNECT, limit, () -> transport.send(GET, PATIENT));
        for (SocketChannel channel : fill) {
            channel.close();
        }
    }

    @Test
    void a_connect_deadline_must_be_positive() {
        HttpTransport.Builder builder = HttpTransport.builder(URI.create("http://127.0.0.1"));
        assertThatThrownBy(() -> builder.connectTimeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_address_where_nobody_listens() throws IOException {
        ServerSocketChannel listener = listen(1);
        URI address = address(listener);
        listener.close();
        unavailable(address, Reason.REFUSED);
    }

    @Test
    void a_name_that_does_not_resolve() {
        unavailable(URI.create("http://no-such-host.invalid"), Reason.UNKNOWN_HOST);
    }

    @Test
    void a_server_without_tls() {
        FakeServer server = server();
        unavailable(URI.create(server.address().toString().replace("http:", "https:")), Reason.TLS);
    }

    private void unavailable(URI address, Reason reason) {
        Transport transport = closing(Transport.http(address));
        assertThatThrownBy(() -> text(transport, GET))
                .isInstanceOfSatisfying(
                        UnavailableException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void a_header_that_the_jdk_keeps_for_itself_is_misuse_and_costs_nothing() {
        Transport transport = to(server());
        assertThatThrownBy(() -> text(transport, GET.with("Host", "elsewhere")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> text(transport, TransportRequest.get("/{}")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_path_of_the_address_comes_before_each_target() {
        FakeServer server = server();
        text(closing(Transport.http(URI.create(server.address() + "/base/"))), GET);
        assertThat(server.requests()).extracting(FakeRequest::target).containsExactly("/base/ok");
    }
}
