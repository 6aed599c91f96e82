package run.leger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/** What every transport of this library promises, proved on real sockets. */
abstract class TransportContract extends CancelContract {
    private static final CallOptions HASTY = CallOptions.deadline(Duration.ofMillis(2));

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
        eventually("descriptors are given back", () -> descriptors() <= before + spareDescriptors());
        eventually("threads end", () -> Thread.getAllStackTraces().size() <= threads + spareThreads());
        assertThat(text(transport, GET)).isEqualTo("hello, world");
    }

    private static void fail(FakeServer server, Transport transport, int i) {
        Fault[] faults = {Fault.CLOSE_IN_BODY, Fault.CLOSE_IN_CHUNKS, Fault.NOT_HTTP, Fault.CLOSE_BEFORE_RESPONSE};
        boolean silent = i % 20 == 0;
        boolean early = i % 20 == 1;
        server.failNext(silent || early ? Fault.STALL_IN_BODY : faults[i % faults.length]);
        if (early) {
            transport.send(GET, PATIENT).close();
            return;
        }
        if (!silent && faults[i % faults.length] == Fault.CLOSE_BEFORE_RESPONSE) {
            // Repeated where the connection was a kept one, and so not a failure.
            try {
                transport.send(GET, PATIENT).close();
            } catch (LegerException e) {
                return;
            }
            return;
        }
        assertThatThrownBy(() -> transport.send(GET, silent ? HASTY : PATIENT).readAll())
                .isInstanceOf(LegerException.class);
    }

    /** What an implementation may keep: kept connections, or its own selector. */
    int spareDescriptors() {
        return 2;
    }

    int spareThreads() {
        return 2;
    }

    private static long descriptors() {
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
