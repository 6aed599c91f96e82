package run.leger.conformance.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import run.leger.conformance.lab.Await;
import run.leger.conformance.lab.Lab;
import run.leger.conformance.lab.Tailscaled;
import run.leger.core.CallInterruptedException;
import run.leger.core.CallOptions;
import run.leger.core.ClientClosedException;
import run.leger.core.DeadlineExceededException;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;
import run.leger.tailscale.TailscaleClient;

/** Calls that the daemon never answers, and that their callers give up, 10,000 in all. */
class CancelledCallsIT {
    private static final int OF_EACH_KIND = 3_400;
    private static final int AT_ONCE = 17;
    /** The daemon answers no ping of a type that it does not know. */
    private static final TransportRequest ENDLESS =
            TransportRequest.of("POST", "/localapi/v0/ping?ip=100.64.0.2&type=none", null);

    private static Tailscaled daemon;

    private final Random random = new Random(4);
    private ExecutorService pool;
    private Leftovers before;
    private int daemonBefore;

    @BeforeAll
    static void start() {
        daemon = Tailscaled.start();
        daemon.up("cancelled");
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    @BeforeEach
    void count() throws Exception {
        try (TailscaleClient client = client()) {
            client.status();
            assertThat(deadline(client).call()).isInstanceOf(DeadlineExceededException.class);
        }
        before = Leftovers.count();
        daemonBefore = daemonDescriptors();
        pool = Executors.newFixedThreadPool(AT_ONCE);
    }

    @AfterEach
    void nothing_is_left_here_and_in_the_daemon() {
        pool.shutdownNow();
        before.awaitNone();
        // Its connections to the control server and the relay come and go as well.
        Await.until("the daemon closed what was cut", Lab.PATIENCE, () -> daemonDescriptors() <= daemonBefore + 4);
    }

    private static int daemonDescriptors() {
        return Leftovers.descriptors(Long.toString(daemon.pid())).size();
    }

    private static TailscaleClient client() {
        return TailscaleClient.builder()
                .socket(daemon.socket())
                .options(CallOptions.deadline(Duration.ofMinutes(1)))
                .build();
    }

    /** Returns the error that an endless call ends with. */
    private static Throwable endless(TailscaleClient client) {
        try (TransportResponse response = client.raw(ENDLESS)) {
            return new AssertionError("an answer: " + response.status());
        } catch (RuntimeException e) {
            return e;
        }
    }

    private Callable<Throwable> deadline(TailscaleClient client) {
        CallOptions soon = CallOptions.deadline(Duration.ofMillis(1 + random.nextInt(10)));
        return () -> endless(client.with(soon));
    }

    @Test
    void by_their_deadline() throws Exception {
        try (TailscaleClient client = client()) {
            List<Callable<Throwable>> calls = new ArrayList<>();
            for (int i = 0; i < OF_EACH_KIND; i++) {
                calls.add(deadline(client));
            }
            for (Future<Throwable> each : pool.invokeAll(calls)) {
                assertThat(each.get()).isInstanceOf(DeadlineExceededException.class);
            }
        }
    }

    @Test
    void by_interrupt() throws Exception {
        try (TailscaleClient client = client()) {
            for (int i = 0; i < OF_EACH_KIND; i += AT_ONCE) {
                CountDownLatch started = new CountDownLatch(AT_ONCE);
                List<Thread> threads = new ArrayList<>();
                List<Throwable> ends = java.util.Collections.synchronizedList(new ArrayList<>());
                for (int j = 0; j < AT_ONCE; j++) {
                    Thread thread = new Thread(() -> {
                        started.countDown();
                        Throwable end = endless(client);
                        ends.add(Thread.interrupted() ? end : new AssertionError("the interrupt flag is lost", end));
                    });
                    threads.add(thread);
                    thread.start();
                }
                started.await();
                // So that it hits calls while they connect, write, and wait.
                LockSupport.parkNanos(random.nextInt(3_000_000));
                threads.forEach(Thread::interrupt);
                for (Thread thread : threads) {
                    thread.join();
                }
                assertThat(ends).hasSize(AT_ONCE).hasOnlyElementsOfType(CallInterruptedException.class);
            }
        }
    }

    @Test
    void by_closing_the_client() throws Exception {
        for (int i = 0; i < OF_EACH_KIND; i += AT_ONCE) {
            CountDownLatch started = new CountDownLatch(AT_ONCE);
            List<Future<Throwable>> ends = new ArrayList<>();
            try (TailscaleClient client = client()) {
                for (int j = 0; j < AT_ONCE; j++) {
                    ends.add(pool.submit(() -> {
                        started.countDown();
                        return endless(client);
                    }));
                }
                started.await();
                LockSupport.parkNanos(random.nextInt(3_000_000));
            }
            for (Future<Throwable> end : ends) {
                assertThat(get(end)).isInstanceOf(ClientClosedException.class);
            }
        }
    }

    private static Throwable get(Future<Throwable> end) throws Exception {
        try {
            return end.get(Lab.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
