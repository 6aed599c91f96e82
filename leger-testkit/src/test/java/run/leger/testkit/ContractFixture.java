package run.leger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import run.leger.core.CallOptions;
import run.leger.core.Transport;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;

/** What the parts of the contract share. After each test nothing of a transport may be left behind. */
@Timeout(90)
@SuppressWarnings("NullAway") // what is missing fails the test that asks for it
public abstract class ContractFixture {
    protected static final CallOptions PATIENT = CallOptions.deadline(Duration.ofSeconds(30));
    protected static final TransportRequest GET = TransportRequest.get("/ok");
    protected static final FakeResponse HELLO =
            FakeResponse.of(200, "text/plain", "hello, world".getBytes(StandardCharsets.US_ASCII));

    @TempDir
    protected Path folder;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /** Listens where this kind of transport can connect to. */
    protected abstract ServerSocketChannel listen(int backlog) throws IOException;

    /** Starts a server where this kind of transport can connect to. */
    protected abstract FakeServer start(Function<FakeRequest, FakeResponse> handler);

    protected abstract Transport transportTo(FakeServer server);

    protected abstract Transport transportTo(ServerSocketChannel listener);

    protected final <T extends AutoCloseable> T closing(T resource) {
        opened.push(resource);
        return resource;
    }

    protected final FakeServer server(Function<FakeRequest, FakeResponse> handler) {
        return closing(start(handler));
    }

    protected final FakeServer server() {
        return server(request -> HELLO);
    }

    protected final Transport to(FakeServer server) {
        return closing(transportTo(server));
    }

    /** Starts a raw peer, and returns a transport to it. */
    protected final Transport toPeer(RawPeer.Script script) throws IOException {
        ServerSocketChannel listener = listen(50);
        peer = closing(new RawPeer(listener, script));
        return closing(transportTo(listener));
    }

    /** The one of the last {@link #toPeer}. */
    RawPeer peer;

    @AfterEach
    void nothing_is_left_behind() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
        eventually("the deadline thread ends with the last connection", () -> !deadlineThreadLives());
        assertThat(Thread.interrupted()).as("an interrupt that nobody reported").isFalse();
    }

    /** Does what an implementation needs to let go of what it no longer uses. */
    protected void reclaim() {}

    static boolean deadlineThreadLives() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("leger-deadlines"));
    }

    protected static void eventually(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("did not come true within 10 s: " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    protected static String text(Transport transport, TransportRequest request) {
        return text(transport.send(request, PATIENT));
    }

    protected static String text(TransportResponse response) {
        return new String(response.readAll(), StandardCharsets.UTF_8);
    }

    /** Runs on a thread of its own; {@link Started#failure} waits for how it ends. */
    protected static <T> Started<T> starting(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "caller");
        thread.setDaemon(true);
        thread.start();
        return new Started<>(thread, task);
    }

    protected record Started<T>(Thread thread, FutureTask<T> task) {
        public Throwable failure() throws InterruptedException {
            try {
                T value = task.get(20, java.util.concurrent.TimeUnit.SECONDS);
                return new AssertionError("did not fail: " + value);
            } catch (java.util.concurrent.ExecutionException e) {
                return e.getCause();
            } catch (java.util.concurrent.TimeoutException e) {
                return new AssertionError("still waits after 20 s", e);
            }
        }
    }

    protected static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
