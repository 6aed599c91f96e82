package run.leger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import run.leger.core.CallOptions;
import run.leger.core.DeadlineExceededException;
import run.leger.core.MalformedReplyException;
import run.leger.core.Transport;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;

/** What the transports promise that can ask for another protocol. */
public abstract class UpgradeContract extends TransportContract {
    private static final TransportRequest UPGRADE = TransportRequest.of("POST", "/up", null)
            .with("Connection", "upgrade")
            .with("Upgrade", "echo");
    private static final String SWITCHING =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: upgrade\r\n\r\n";

    private static FakeResponse echoing(FakeRequest request) {
        return request.path().equals("/up")
                ? FakeResponse.upgrade(request.headers().first("Upgrade").orElse(""), InputStream::transferTo)
                : HELLO;
    }

    private Socket upgraded(Transport transport) {
        TransportResponse response = transport.send(UPGRADE, PATIENT);
        assertThat(response.status()).isEqualTo(101);
        return closing(response.connection().orElseThrow());
    }

    private static String read(Socket socket, int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.US_ASCII);
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void a_101_gives_the_connection() throws IOException {
        Transport transport = to(server(UpgradeContract::echoing));
        TransportResponse response = transport.send(UPGRADE, PATIENT);
        assertThat(response.headers().first("Upgrade")).contains("echo");
        Socket socket = response.connection().orElseThrow();
        write(socket, "hello");
        assertThat(read(socket, 5)).isEqualTo("hello");
        assertThat(socket.isConnected()).isTrue();
        response.close();
        assertThat(socket.isClosed()).isTrue();
    }

    @Test
    void any_other_status_is_an_ordinary_answer_and_keeps_the_connection() {
        FakeServer server = server(request -> FakeResponse.text(400, "no"));
        Transport transport = to(server);
        for (int i = 0; i < 2; i++) {
            TransportResponse response = transport.send(UPGRADE, PATIENT);
            assertThat(response.status()).isEqualTo(400);
            assertThat(response.connection()).isEmpty();
            assertThat(text(response)).isEqualTo("no\n");
        }
        assertThat(server.acceptedConnections()).isEqualTo(1);
    }

    @Test
    void what_came_along_with_the_head_is_the_beginning() throws IOException {
        // A length is no length after a 101.
        Transport transport = toPeer((in, out) -> {
            RawPeer.skipHead(in);
            RawPeer.say(out, SWITCHING.replace("\r\n\r\n", "\r\nContent-Length: 3\r\n\r\n") + "early and ");
            in.read();
            RawPeer.say(out, "late");
        });
        Socket socket = upgraded(transport);
        assertThat(socket.getInputStream().available()).isEqualTo(10);
        write(socket, "x");
        assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("early and late");
    }

    @Test
    void a_101_that_nobody_asked_for_is_a_malformed_answer() throws IOException {
        Transport transport = toPeer((in, out) -> {
            RawPeer.skipHead(in);
            RawPeer.say(out, SWITCHING);
            in.transferTo(OutputStream.nullOutputStream());
        });
        assertThatThrownBy(() -> transport.send(GET, PATIENT)).isInstanceOf(MalformedReplyException.class);
        eventually("the connection is closed", () -> peer.ended() == 1);
    }

    @Test
    void the_deadlines_of_the_call_hold_until_the_head_and_no_longer() throws Exception {
        Duration limit = Duration.ofMillis(100);
        Transport silent = to(server().failNext(Fault.STALL_BEFORE_HEADER));
        assertThatThrownBy(() -> silent.send(UPGRADE, PATIENT.withHeaderTimeout(limit)))
                .isInstanceOf(DeadlineExceededException.class);
        Transport transport = to(server(UpgradeContract::echoing));
        CallOptions hasty = CallOptions.deadline(limit.multipliedBy(10)).withIdleTimeout(limit);
        Socket socket = closing(transport.send(UPGRADE, hasty).connection().orElseThrow());
        Transport other = to(server().failNext(Fault.STALL_IN_BODY));
        assertThatThrownBy(() -> other.send(GET, hasty.withIdleTimeout(limit.multipliedBy(20)))
                        .readAll())
                .isInstanceOf(DeadlineExceededException.class);
        write(socket, "still");
        assertThat(read(socket, 5)).isEqualTo("still");
    }

    @Test
    void a_read_that_times_out_may_be_tried_again() throws IOException {
        Socket socket = upgraded(to(server(UpgradeContract::echoing)));
        socket.setSoTimeout(50);
        assertThat(socket.getSoTimeout()).isEqualTo(50);
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            assertThat(since(start)).isBetween(Duration.ofMillis(45), Duration.ofSeconds(3));
        }
        write(socket, "hello");
        assertThat(read(socket, 5)).isEqualTo("hello");
        socket.setSoTimeout(0);
        write(socket, "again");
        assertThat(read(socket, 5)).isEqualTo("again");
    }

    @Test
    void one_thread_writes_much_while_another_one_reads() throws Exception {
        Socket socket = upgraded(to(server(UpgradeContract::echoing)));
        byte[] much = new byte[8 << 20];
        new Random(7).nextBytes(much);
        Started<byte[]> reader = starting(() -> socket.getInputStream().readNBytes(much.length));
        socket.getOutputStream().write(much);
        assertThat(reader.task().get(30, TimeUnit.SECONDS)).isEqualTo(much);
    }

    @Test
    void the_end_of_the_other_side_is_the_end_of_the_stream() throws IOException {
        Socket socket = upgraded(to(server(request -> FakeResponse.upgrade("echo", (in, out) -> out.write('x')))));
        assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("x");
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void closing_ends_a_reader_and_a_writer_on_other_threads() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        FakeServer server = server(request -> FakeResponse.upgrade("deaf", (in, out) -> await(never)));
        Socket socket = upgraded(to(server));
        Started<Integer> reader = starting(() -> socket.getInputStream().read());
        AtomicBoolean stuck = new AtomicBoolean();
        Started<Void> writer = starting(() -> {
            byte[] much = new byte[64 << 20];
            stuck.set(true);
            socket.getOutputStream().write(much);
            return null;
        });
        eventually("both wait", () -> stuck.get() && waits(reader.thread()) && waits(writer.thread()));
        long start = System.nanoTime();
        socket.close();
        socket.close();
        assertThat(reader.failure()).isInstanceOf(SocketException.class);
        assertThat(writer.failure()).isInstanceOf(SocketException.class);
        assertThat(since(start)).isLessThan(AT_ONCE);
        assertThatThrownBy(socket::getInputStream).isInstanceOf(SocketException.class);
        never.countDown();
        eventually("the other side saw the end", () -> server.openConnections() == 0);
    }

    /** A blocked system call looks like running from here, but for its frame. */
    private static boolean waits(Thread thread) {
        StackTraceElement[] frames = thread.getStackTrace();
        return frames.length > 0 && frames[0].isNativeMethod();
    }

    @Test
    void closing_the_transport_closes_the_connection() throws Exception {
        FakeServer server = server(UpgradeContract::echoing);
        Transport transport = to(server);
        Socket socket = upgraded(transport);
        Started<Integer> reader = starting(() -> socket.getInputStream().read());
        eventually("it waits", () -> waits(reader.thread()));
        transport.close();
        assertThat(reader.failure()).isInstanceOf(SocketException.class);
        eventually("the other side saw the end", () -> server.openConnections() == 0);
    }

    @Test
    void an_interrupt_ends_a_reader_of_the_connection() throws Exception {
        FakeServer server = server(UpgradeContract::echoing);
        Socket socket = upgraded(to(server));
        AtomicBoolean flag = new AtomicBoolean();
        Started<Integer> reader = starting(() -> {
            try {
                return socket.getInputStream().read();
            } finally {
                flag.set(Thread.currentThread().isInterrupted());
            }
        });
        eventually("it waits", () -> waits(reader.thread()));
        reader.thread().interrupt();
        assertThat(reader.failure()).isInstanceOf(InterruptedIOException.class);
        assertThat(flag).isTrue();
        eventually("the other side saw the end", () -> server.openConnections() == 0);
    }

    @Test
    void it_cannot_be_closed_in_one_direction_only() throws IOException {
        Socket socket = upgraded(to(server(UpgradeContract::echoing)));
        assertThatThrownBy(socket::shutdownOutput).isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> socket.setSoTimeout(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> socket.connect(null)).isInstanceOf(SocketException.class);
        // What libraries set without asking.
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        socket.setSoLinger(true, 1);
        socket.setReceiveBufferSize(1 << 20);
        write(socket, "x");
        assertThat(read(socket, 1)).isEqualTo("x");
        socket.shutdownInput();
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
        assertThat(socket.isInputShutdown()).isTrue();
        assertThat(socket.isOutputShutdown()).isFalse();
    }

    @Test
    void two_hundred_connections_leave_no_descriptor() throws IOException {
        FakeServer server = server(UpgradeContract::echoing);
        Transport transport = to(server);
        text(transport, GET);
        long before = descriptors();
        for (int i = 0; i < 200; i++) {
            Socket socket = transport.send(UPGRADE, PATIENT).connection().orElseThrow();
            socket.setSoTimeout(i % 2 * 1000);
            write(socket, "x");
            assertThat(read(socket, 1)).isEqualTo("x");
            socket.close();
        }
        eventually("all are closed", () -> server.openConnections() <= 1);
        eventually("descriptors are given back", () -> descriptors() <= before + spareDescriptors());
    }
}
