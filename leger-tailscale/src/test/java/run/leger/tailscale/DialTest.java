package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.core.BadRequestException;
import run.leger.core.CallInterruptedException;
import run.leger.core.CallOptions;
import run.leger.core.ClientClosedException;
import run.leger.core.DeadlineExceededException;
import run.leger.core.MalformedReplyException;
import run.leger.core.UnavailableException.Reason;
import run.leger.testkit.FakeRequest;
import run.leger.testkit.FakeResponse;
import run.leger.testkit.FakeTailscaled;
import run.leger.testkit.Fault;

/** Dials that a real daemon cannot be brought to, and the ends that this side makes. */
@Timeout(60)
@SuppressWarnings("NullAway") // set before each test
class DialTest {
    @TempDir
    Path folder;

    private FakeTailscaled fake;
    private TailscaleClient client;

    @BeforeEach
    void start() {
        fake = FakeTailscaled.start(folder.resolve("s"));
        client = TailscaleClient.builder().socket(fake.socket()).build();
    }

    @AfterEach
    void stop() {
        client.close();
        fake.close();
        assertThat(Thread.interrupted()).as("an interrupt that nobody reported").isFalse();
    }

    private void answering(FakeResponse response) {
        fake.answering("dial", request -> response);
    }

    @Test
    void the_request_is_what_the_daemon_reads() {
        fake.answering("dial", request -> FakeResponse.upgrade("ts-dial", InputStream::transferTo));
        for (String host : new String[] {"[fd7a:115c:a1e0::2]", "fd7a:115c:a1e0::2"}) {
            client.dial(host, 443);
            FakeRequest request =
                    fake.server().requests().get(fake.server().requests().size() - 1);
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.target()).isEqualTo("/localapi/v0/dial");
            assertThat(request.headers().first("Connection")).contains("upgrade");
            assertThat(request.headers().first("Upgrade")).contains("ts-dial");
            assertThat(request.headers().first("Dial-Host")).contains("fd7a:115c:a1e0::2");
            assertThat(request.headers().first("Dial-Port")).contains("443");
            assertThat(request.headers().first("Dial-Network")).contains("tcp");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\r\nX: y", "a/b", "ä", "a@b", "[]", "https://a"})
    void what_is_no_host_is_misuse(String host) {
        assertThatThrownBy(() -> client.dial(host, 80)).isInstanceOf(IllegalArgumentException.class);
        assertThat(fake.server().requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65536})
    void what_is_no_port_is_misuse(int port) {
        assertThatThrownBy(() -> client.dial("laptop", port)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "resolve failure: lookup x: no such host, UNKNOWN_HOST",
        "dial failure: connect tcp 100.64.0.2:81: connection was refused, REFUSED",
        "dial failure: context deadline exceeded, OTHER"
    })
    void a_502_has_its_reason(String said, Reason reason) {
        answering(FakeResponse.text(502, said));
        assertThatThrownBy(() -> client.dial("x", 81)).isInstanceOfSatisfying(DialFailedException.class, e -> {
            assertThat(e.reason()).isEqualTo(reason);
            assertThat(e.host()).isEqualTo("x");
            assertThat(e).hasMessageContaining(said);
        });
    }

    @Test
    void a_daemon_that_is_logged_out_says_so() {
        fake.state("NeedsLogin");
        assertThatThrownBy(() -> client.dial("no-such-device", 81)).isInstanceOf(NeedsLoginException.class);
    }

    @Test
    void a_400_is_a_bad_request_and_any_other_200_is_malformed() {
        answering(FakeResponse.text(400, "bad ts-dial upgrade"));
        assertThatThrownBy(() -> client.dial("x", 1)).isInstanceOf(BadRequestException.class);
        answering(FakeResponse.text(200, "fine"));
        assertThatThrownBy(() -> client.dial("x", 1)).isInstanceOf(MalformedReplyException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "127.0.0.1", "localhost:80", ":80", "127.0.0.1:", "127.0.0.1:99999", "1.2.3:4", "[::1:80"})
    void an_address_to_dial_oneself_is_an_ip_with_a_port(String address) {
        answering(FakeResponse.empty(200).with("Dial-Self", "true").with("Dial-Addr", address));
        assertThatThrownBy(() -> client.dial("x", 1)).isInstanceOf(MalformedReplyException.class);
    }

    @Test
    void a_dial_that_is_not_answered_passes_the_deadline() {
        fake.server().failNext(Fault.STALL_BEFORE_HEADER, Fault.STALL_BEFORE_HEADER);
        assertThatThrownBy(() -> client.with(CallOptions.deadline(Duration.ofMillis(100)))
                        .dial("laptop", 1))
                .isInstanceOf(DeadlineExceededException.class);
        assertThatThrownBy(() -> client.socketFactory()
                        .createSocket()
                        .connect(InetSocketAddress.createUnresolved("laptop", 1), 100))
                .isInstanceOf(SocketTimeoutException.class);
    }

    private static <T> FutureTask<T> starting(java.util.concurrent.Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "dialing");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private void awaitRequest() {
        while (fake.server().requests().isEmpty()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void closing_a_socket_ends_its_connecting_and_leaves_no_interrupt() throws Exception {
        fake.server().failNext(Fault.STALL_BEFORE_HEADER);
        Socket socket = client.socketFactory().createSocket();
        FutureTask<Boolean> flag = starting(() -> {
            assertThatThrownBy(() -> socket.connect(InetSocketAddress.createUnresolved("laptop", 1), 30_000))
                    .isInstanceOf(SocketException.class);
            return Thread.currentThread().isInterrupted();
        });
        awaitRequest();
        socket.close();
        assertThat(flag.get(10, TimeUnit.SECONDS)).isFalse();
        assertThatThrownBy(() -> socket.connect(InetSocketAddress.createUnresolved("laptop", 1)))
                .isInstanceOf(SocketException.class);
    }

    @Test
    void an_interrupt_ends_a_dial_and_stays() throws Exception {
        fake.server().failNext(Fault.STALL_BEFORE_HEADER, Fault.STALL_BEFORE_HEADER);
        Thread test = Thread.currentThread();
        starting(() -> {
            awaitRequest();
            test.interrupt();
            return true;
        });
        assertThatThrownBy(() -> client.dial("laptop", 1)).isInstanceOf(CallInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> client.socketFactory().createSocket("laptop", 1))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void closing_the_client_closes_what_it_dialed() throws Exception {
        try (EchoServer echo = new EchoServer()) {
            fake.listener("laptop", 7, echo.address());
            Socket tunnel = client.dial("laptop", 7);
            Socket direct = client.dial("127.0.0.1", echo.address().getPort());
            FutureTask<Integer> reader = starting(() -> direct.getInputStream().read());
            client.close();
            assertThatThrownBy(() -> reader.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SocketException.class);
            assertThat(tunnel.isClosed()).isTrue();
            assertThat(direct.isClosed()).isTrue();
            assertThatThrownBy(() -> client.dial("laptop", 7)).isInstanceOf(ClientClosedException.class);
        }
    }

    @Test
    void a_factory_knows_every_form_of_an_address() throws IOException {
        SocketFactory factory = client.socketFactory();
        InetAddress any = InetAddress.getByAddress(new byte[4]);
        InetAddress peer = InetAddress.getByAddress(new byte[] {100, 64, 0, 2});
        try (EchoServer echo = new EchoServer()) {
            fake.listener("laptop", 7, echo.address()).listener("100.64.0.2", 7, echo.address());
            factory.createSocket("laptop", 7, any, 0).close();
            factory.createSocket(peer, 7, null, 0).close();
            try (Socket socket = factory.createSocket(peer, 7)) {
                assertThat(socket.getInetAddress()).isEqualTo(peer);
                assertThat(socket.getRemoteSocketAddress())
                        .isEqualTo(InetSocketAddress.createUnresolved("100.64.0.2", 7));
            }
            assertThatThrownBy(() -> factory.createSocket("laptop", 7, peer, 0)).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> factory.createSocket("laptop", 7, any, 9)).isInstanceOf(SocketException.class);
        }
    }
}
