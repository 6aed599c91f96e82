package run.leger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import run.leger.core.CallOptions;
import run.leger.core.LegerException;
import run.leger.core.Transport;
import run.leger.core.TransportResponse;

/** What every transport of this library promises, proved on real sockets. */
public abstract class TransportContract extends CancelContract {
    private static final CallOptions HASTY = CallOptions.deadline(Duration.ofMillis(20));
    private static final CallOptions BRISK = CallOptions.deadline(Duration.ofMillis(300));

    @Test
    void ten_thousand_failed_calls_leave_no_descriptor_and_no_thread_behind() {
        FakeServer server = server();
        Transport transport = to(server);
        text(transport, GET);
        long threads = Thread.getAllStackTraces().size();
        long before = descriptors();
        for (int i = 0; i < 10_000; i++) {
            fail(server, transport, i);
        }
        eventually("all connections are closed", () -> server.openConnections() <= 1);
        eventually("descriptors are given back", () -> {
            reclaim();
            return descriptors() <= before + spareDescriptors();
        });
        eventually("threads end", () -> Thread.getAllStackTraces().size() <= threads + spareThreads());
        while (server.nextFault() != null) {
            // Of a call whose deadline passed before its request was there.
        }
        assertThat(text(transport, GET)).isEqualTo("hello, world");
    }

    private void fail(FakeServer server, Transport transport, int i) {
        List<Fault> faults = cleanFaults();
        boolean silent = i % 100 == 0;
        boolean early = i % 100 == 1;
        server.failNext(silent || early ? Fault.STALL_IN_BODY : faults.get(i % faults.size()));
        try (TransportResponse response = transport.send(GET, silent ? HASTY : BRISK)) {
            if (!early) {
                response.readAll();
            }
        } catch (LegerException e) {
            // Which failure it is, is said elsewhere; a repeated call may even end well.
        }
    }

    /** The failures after which nothing may be left. */
    protected List<Fault> cleanFaults() {
        return List.of(Fault.CLOSE_IN_BODY, Fault.CLOSE_IN_CHUNKS, Fault.NOT_HTTP, Fault.CLOSE_BEFORE_RESPONSE);
    }

    /** What an implementation may keep: kept connections, or its own selector. */
    protected int spareDescriptors() {
        return 2;
    }

    protected int spareThreads() {
        return 2;
    }

    static long descriptors() {
        String[] open = new File("/proc/self/fd").list();
        return open == null ? 0 : open.length;
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void two_hundred_virtual_threads_call_at_once() throws Exception {
        assertThat(virtualThreadsInFlight()).isEqualTo(200);
    }

    /** Returns how many of 200 virtual threads reach the server while none of them is answered. */
    final int virtualThreadsInFlight() throws Exception {
        CountDownLatch arrived = new CountDownLatch(200);
        FakeServer server = server(request -> {
            arrived.countDown();
            try {
                arrived.await(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return HELLO;
        });
        Transport transport = to(server);
        ExecutorService virtual = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        List<Future<String>> calls = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                calls.add(virtual.submit(() -> text(transport, GET)));
            }
            arrived.await(5, TimeUnit.SECONDS);
            int inFlight = 200 - (int) arrived.getCount();
            while (arrived.getCount() > 0) {
                arrived.countDown();
            }
            for (Future<String> call : calls) {
                assertThat(call.get(30, TimeUnit.SECONDS)).isEqualTo("hello, world");
            }
            return inFlight;
        } finally {
            virtual.shutdownNow();
        }
    }
}
