package run.leger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.core.LegerException;
import run.leger.core.MalformedReplyException;
import run.leger.core.Transport;
import run.leger.core.UnavailableException;
import run.leger.core.UnavailableException.Reason;
import run.leger.core.UnixPeer;
import run.leger.core.UnixSockets;
import run.leger.core.UnixTransport;
import run.leger.core.UntrustedPeerException;

/** What a transport over a Unix socket promises beyond the rest: who answers, and why nobody does. */
abstract class UnixTransportContract extends UpgradeContract {
    private static final String ME = System.getProperty("user.name");
    private final AtomicInteger number = new AtomicInteger();

    abstract UnixSockets sockets();

    private Path path() {
        return folder.resolve("s" + number.incrementAndGet());
    }

    private UnixTransport.Builder builder(Path path) {
        return UnixTransport.builder(path).sockets(sockets());
    }

    private Transport at(Path path) {
        return closing(builder(path).build());
    }

    @Override
    protected ServerSocketChannel listen(int backlog) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        return listener.bind(UnixDomainSocketAddress.of(path()), backlog);
    }

    @Override
    protected FakeServer start(Function<FakeRequest, FakeResponse> handler) {
        return FakeServer.onUnixSocket(path(), handler);
    }

    @Override
    protected Transport transportTo(FakeServer server) {
        return builder(server.socket()).build();
    }

    @Override
    protected Transport transportTo(ServerSocketChannel listener) {
        try {
            return builder(((UnixDomainSocketAddress) listener.getLocalAddress()).getPath())
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void unavailable(Path path, Reason reason) {
        Transport transport = at(path);
        assertThatThrownBy(() -> text(transport, GET)).isInstanceOfSatisfying(UnavailableException.class, e -> {
            assertThat(e.reason()).isEqualTo(reason);
            assertThat(e).hasMessageContaining(path.toString()).hasMessageContaining("GET /ok");
        });
    }

    @Test
    void a_length_may_be_told_twice_but_not_two_lengths() throws IOException {
        Transport same = toPeer((in, out) -> {
            RawPeer.skipHead(in);
            RawPeer.say(out, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello and more");
        });
        assertThat(text(same, GET)).isEqualTo("hello");
        Transport two = toPeer((in, out) -> {
            RawPeer.skipHead(in);
            RawPeer.say(out, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello and more");
        });
        assertThatThrownBy(() -> text(two, GET)).isInstanceOf(MalformedReplyException.class);
    }

    @Test
    void nothing_at_the_path() {
        unavailable(path(), Reason.NO_SOCKET);
    }

    @Test
    void no_folder_at_the_path() {
        unavailable(folder.resolve("no/such/folder/s"), Reason.NO_SOCKET);
    }

    @Test
    void a_directory_at_the_path() {
        unavailable(folder, Reason.NOT_A_SOCKET);
    }

    @Test
    void a_file_at_the_path() throws IOException {
        unavailable(Files.createFile(path()), Reason.NOT_A_SOCKET);
    }

    @Test
    void a_link_to_nothing_at_the_path() throws IOException {
        unavailable(Files.createSymbolicLink(path(), folder.resolve("gone")), Reason.NO_SOCKET);
    }

    @Test
    void a_socket_on_which_nobody_listens() throws IOException {
        Path path = path();
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(path))
                .close();
        unavailable(path, Reason.REFUSED);
    }

    @Test
    void a_path_that_no_socket_can_have() {
        unavailable(folder.resolve("x".repeat(120)), Reason.PATH_TOO_LONG);
    }

    @Test
    void a_socket_that_this_user_may_not_connect_to() throws Exception {
        FakeServer server = server();
        Files.setPosixFilePermissions(server.socket(), PosixFilePermissions.fromString("---------"));
        // Root passes every permission, unless it gives that capability up.
        boolean root = Files.getAttribute(folder, "unix:uid").equals(0);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                new ArrayList<>(root ? List.of("setpriv", "--bounding-set", "-all", "--inh-caps", "-all") : List.of());
        command.addAll(List.of(java, "-cp", System.getProperty("java.class.path"), ConnectOnce.class.getName()));
        command.addAll(List.of(server.socket().toString(), sockets().name()));
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said).endsWith("PERMISSION\n");
    }

    @Test
    void a_trusted_peer_is_believed() {
        FakeServer server = server();
        Transport transport =
                closing(builder(server.socket()).trustedPeers(Set.of(ME)).build());
        assertThat(text(transport, GET)).isEqualTo("hello, world");
    }

    @Test
    void a_peer_is_trusted_by_number_too() throws IOException {
        FakeServer server = server();
        String uid = Files.getAttribute(folder, "unix:uid").toString();
        Transport transport =
                closing(builder(server.socket()).trustedPeers(Set.of(uid)).build());
        assertThat(text(transport, GET)).isEqualTo("hello, world");
    }

    @Test
    void the_peer_is_named() throws IOException {
        FakeServer server = server();
        UnixTransport transport = closing(builder(server.socket()).build());
        UnixPeer peer = transport.peer(PATIENT);
        assertThat(peer.user()).isEqualTo(ME);
        assertThat(peer.uid()).hasValue(((Integer) Files.getAttribute(folder, "unix:uid")).longValue());
        assertThat(peer.pid().isPresent()).isEqualTo(sockets() == UnixSockets.JUNIXSOCKET);
        peer.pid()
                .ifPresent(
                        pid -> assertThat(pid).isEqualTo(ProcessHandle.current().pid()));
    }

    @Test
    void a_peer_that_is_not_trusted_is_sent_nothing() throws IOException {
        AtomicInteger received = new AtomicInteger(-1);
        ServerSocketChannel listener = listen(5);
        closing(new RawPeer(listener, (in, out) -> received.set((int) in.transferTo(OutputStream.nullOutputStream()))));
        Path path = ((UnixDomainSocketAddress) listener.getLocalAddress()).getPath();
        Transport transport =
                closing(builder(path).trustedPeers(Set.of("somebody-else")).build());
        assertThatThrownBy(() -> text(transport, GET)).isInstanceOfSatisfying(UntrustedPeerException.class, e -> {
            assertThat(e.peer()).isEqualTo(ME);
            assertThat(e.remedy())
                    .hasValueSatisfying(remedy -> assertThat(remedy).contains(ME));
        });
        eventually("the other side saw the end", () -> received.get() >= 0);
        assertThat(received).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n", "HTTP/1.1 99999 Much\r\nContent-Length: 0\r\n\r\n"})
    void a_head_that_is_not_well_formed_is_a_malformed_answer(String answer) throws IOException {
        what_is_not_http_is_a_malformed_answer(answer);
    }

    @Test
    void trailers_without_end_are_cut() throws IOException {
        Transport transport = toPeer((in, out) -> {
            RawPeer.skipHead(in);
            RawPeer.say(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n0\r\n");
            String fill = "X-Fill: 0123456789012345678901234567890123456789\r\n".repeat(100);
            while (true) {
                RawPeer.say(out, fill);
            }
        });
        assertThatThrownBy(() -> text(transport, GET)).isInstanceOf(run.leger.core.ReplyTooLargeException.class);
    }

    @Test
    void a_chunk_extension_without_end_is_cut() throws IOException {
        Transport transport = toPeer((in, out) -> {
            RawPeer.skipHead(in);
            RawPeer.say(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;");
            String fill = "0123456789".repeat(1000);
            while (true) {
                RawPeer.say(out, fill);
            }
        });
        assertThatThrownBy(() -> text(transport, GET)).isInstanceOf(run.leger.core.ReplyTooLargeException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n0\r\n\r\n",
                "HTTP/1.1 204 No Content\r\n\r\n",
            })
    void what_comes_along_behind_an_answer_is_never_the_next_one(String answer) throws IOException {
        String unasked = "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nunasked";
        Transport transport = toPeer((in, out) -> {
            RawPeer.skipHead(in);
            RawPeer.say(out, answer + unasked);
            in.transferTo(OutputStream.nullOutputStream());
        });
        byte[] first = transport.send(GET, PATIENT).readAll();
        assertThat(transport.send(GET, PATIENT).readAll()).isEqualTo(first);
    }

    @Test
    void at_most_so_many_idle_connections_are_kept() {
        FakeServer server = server();
        Transport transport = closing(builder(server.socket()).keepIdle(0).build());
        text(transport, GET);
        text(transport, GET);
        assertThat(server.acceptedConnections()).isEqualTo(2);
        eventually("none is kept", () -> server.openConnections() == 0);
    }

    /** Tries one call in a process of its own, and says how it went. */
    static final class ConnectOnce {
        private ConnectOnce() {}

        public static void main(String[] args) {
            try (Transport transport = UnixTransport.builder(Path.of(args[0]))
                    .sockets(UnixSockets.valueOf(args[1]))
                    .build()) {
                System.out.println(text(transport, GET));
            } catch (UnavailableException e) {
                System.out.println(e.reason());
            } catch (LegerException e) {
                System.out.println(e);
            }
        }
    }
}
