package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import run.leger.core.CallOptions;
import run.leger.core.UnavailableException.Reason;

/** Connections through the daemon, as the fake and a real one make them. */
@Timeout(120)
@SuppressWarnings("NullAway") // set before each test
public abstract class DialSuite {
    protected EchoServer echo;

    /** Returns the client whose daemon dials. */
    protected abstract TailscaleClient client();

    /** Returns an IP address, the short name and the full name of another device, whose ports lead to those of this machine's 127.0.0.1. */
    protected abstract List<String> peer();

    /** Makes a port of 127.0.0.1 reachable on that device. */
    protected abstract void reach(InetSocketAddress listener);

    @BeforeEach
    void listen() {
        echo = new EchoServer();
        reach(echo.address());
    }

    @AfterEach
    void hangUp() {
        echo.close();
    }

    private int port() {
        return echo.address().getPort();
    }

    private static String exchange(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readNBytes(text.length()), StandardCharsets.US_ASCII);
    }

    private static void eventually(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void a_device_is_dialed_by_address_short_name_and_full_name() throws IOException {
        for (String host : peer()) {
            try (Socket socket = client().dial(host, port())) {
                assertThat(exchange(socket, "hello " + host)).isEqualTo("hello " + host);
                assertThat(socket.getPort()).isEqualTo(port());
                assertThat(socket.isConnected()).isTrue();
                assertThat(socket).asString().contains(host);
            }
        }
        assertThat(echo.accepted()).isEqualTo(3);
        eventually("closed at the other end", () -> echo.open() == 0);
    }

    @Test
    void the_end_of_the_other_side_is_the_end_of_the_stream() throws IOException {
        try (Socket socket = client().dial(peer().get(0), port())) {
            assertThat(exchange(socket, "hello")).isEqualTo("hello");
            socket.getOutputStream().write(0);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void much_goes_both_ways_at_once() throws Exception {
        byte[] much = new byte[2 << 20];
        new Random(1).nextBytes(much);
        for (int i = 0; i < much.length; i++) {
            much[i] |= 1;
        }
        try (Socket socket = client().dial(peer().get(0), port())) {
            FutureTask<byte[]> reader =
                    new FutureTask<>(() -> socket.getInputStream().readNBytes(much.length));
            new Thread(reader).start();
            socket.getOutputStream().write(much);
            assertThat(reader.get(60, TimeUnit.SECONDS)).isEqualTo(much);
        }
    }

    @Test
    void where_nobody_listens_the_dial_fails() throws IOException {
        int unused = unusedPort();
        assertThatThrownBy(() -> client().dial(peer().get(0), unused))
                .isInstanceOfSatisfying(DialFailedException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.REFUSED);
                    assertThat(e.port()).isEqualTo(unused);
                    assertThat(e.remedy()).isPresent();
                });
        assertThatThrownBy(() -> client().socketFactory().createSocket(peer().get(0), unused))
                .isInstanceOf(ConnectException.class)
                .hasCauseInstanceOf(DialFailedException.class);
    }

    @Test
    void a_name_that_nobody_knows_does_not_resolve() {
        // Where the system's resolver is out of reach, the daemon takes its time.
        Duration patience = Duration.ofSeconds(50);
        TailscaleClient patient = client().with(CallOptions.deadline(patience).withHeaderTimeout(patience));
        assertThatThrownBy(() -> patient.dial("no-such-device", 80))
                .isInstanceOfSatisfying(
                        DialFailedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_HOST));
        assertThatThrownBy(() -> patient.socketFactory().createSocket("no-such-device", 80))
                .isInstanceOf(UnknownHostException.class);
    }

    @Test
    void what_is_not_of_the_tailnet_is_connected_to_directly() throws IOException {
        try (Socket socket = client().dial("127.0.0.1", port())) {
            assertThat(exchange(socket, "direct")).isEqualTo("direct");
            socket.setSoTimeout(20);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            socket.setSoTimeout(20_000);
            assertThat(exchange(socket, "again")).isEqualTo("again");
        }
        int unused = unusedPort();
        assertThatThrownBy(() -> client().dial("127.0.0.1", unused))
                .isInstanceOfSatisfying(
                        DialFailedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED));
    }

    @Test
    void a_factory_gives_sockets_that_connect_later() throws IOException {
        try (Socket socket = client().socketFactory().createSocket()) {
            assertThat(socket.isConnected()).isFalse();
            assertThatThrownBy(socket::getInputStream).isInstanceOf(SocketException.class);
            socket.setSoTimeout(30);
            socket.setTcpNoDelay(true);
            // Not resolved here, where nobody knows the name.
            socket.connect(InetSocketAddress.createUnresolved(peer().get(1), port()), 20_000);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            socket.setSoTimeout(20_000);
            assertThat(exchange(socket, "late")).isEqualTo("late");
            assertThatThrownBy(() -> socket.connect(echo.address())).isInstanceOf(SocketException.class);
            assertThatThrownBy(socket::shutdownOutput).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void closing_a_socket_ends_its_reader() throws Exception {
        Socket socket = client().dial(peer().get(0), port());
        FutureTask<Integer> reader =
                new FutureTask<>(() -> socket.getInputStream().read());
        Thread thread = new Thread(reader);
        thread.start();
        eventually("it waits", () -> thread.getStackTrace().length > 0 && thread.getStackTrace()[0].isNativeMethod());
        socket.close();
        assertThatThrownBy(() -> reader.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(SocketException.class);
        eventually("closed at the other end", () -> echo.open() == 0);
    }

    @Test
    void two_hundred_dials_leave_no_descriptor() throws IOException {
        client().dial(peer().get(0), port()).close();
        eventually("closed", () -> echo.open() == 0);
        long before = descriptors();
        for (int i = 0; i < 200; i++) {
            try (Socket socket = client().dial(peer().get(0), port())) {
                if (i % 2 == 0) {
                    assertThat(exchange(socket, "x")).isEqualTo("x");
                }
            }
        }
        eventually("all are closed at the other end", () -> echo.open() == 0);
        eventually("descriptors are given back", () -> descriptors() <= before + 2);
    }

    private static long descriptors() {
        String[] open = new File("/proc/self/fd").list();
        return open == null ? 0 : open.length;
    }
}
