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
import run.leger.core.CallOptions;
import run.leger.core.Phase;
import run.leger.core.TcpTransport;
import run.leger.core.Transport;
import run.leger.core.UnavailableException;
import run.leger.core.UnavailableException.Reason;

/** The contract over TCP with the parser of the Unix transports: all of it. */
class TcpTransportTest extends UpgradeContract {
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
        return to(server.address());
    }

    @Override
    protected Transport transportTo(ServerSocketChannel listener) {
        return to(address(listener));
    }

    private static Transport to(URI address) {
        return TcpTransport.builder(address).build();
    }

    private static URI address(ServerSocketChannel listener) {
        try {
            return URI.create("http://127.0.0.1:" + ((InetSocketAddress) listener.getLocalAddress()).getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        Transport transport = closing(to(address(listener)));
        passes(Phase.CONNECT, limit, () -> transport.send(GET, PATIENT.withConnectTimeout(limit)));
        for (SocketChannel channel : fill) {
            channel.close();
        }
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
        unavailable(URI.create(server().address().toString().replace("http:", "https:")), Reason.TLS);
    }

    private void unavailable(URI address, Reason reason) {
        Transport transport = closing(to(address));
        assertThatThrownBy(() -> text(transport, GET))
                .isInstanceOfSatisfying(
                        UnavailableException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void a_name_is_looked_up_and_each_of_its_addresses_tried() {
        FakeServer server = server();
        // It may be ::1 first, where nobody listens.
        URI named = URI.create("http://localhost:" + server.address().getPort());
        assertThat(text(closing(to(named)), GET)).isEqualTo("hello, world");
        assertThat(server.requests())
                .singleElement()
                .satisfies(
                        request -> assertThat(request.headers().first("Host")).hasValue(named.getRawAuthority()));
    }

    @Test
    void a_look_up_does_not_outlast_an_interrupt() {
        Transport transport = closing(to(URI.create("http://no-such-host.invalid")));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> transport.send(GET, CallOptions.none()))
                .isInstanceOf(run.leger.core.CallInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void the_path_of_the_address_comes_before_each_target() {
        FakeServer server = server();
        text(closing(to(URI.create(server.address() + "/base/"))), GET);
        assertThat(server.requests()).extracting(FakeRequest::target).containsExactly("/base/ok");
    }

    @Test
    void what_is_no_address_is_misuse() {
        for (String odd : List.of("ftp://a", "http:///x", "http://a?b", "http://u@a", "a")) {
            assertThatThrownBy(() -> to(URI.create(odd))).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
