package run.leger.benchmarks;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import run.leger.core.UnixTransport;
import run.leger.tailscale.Status;
import run.leger.tailscale.TailscaleClient;

/** Our side: the same calls as the Go peer's, on a client with as many kept connections. */
final class JavaCalls implements AutoCloseable {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final TailscaleClient client;
    final List<Double> bytesPerCall = new ArrayList<>();

    JavaCalls(Path socket, int keepIdle) {
        client = TailscaleClient.builder()
                .socket(socket)
                .transport(UnixTransport.builder(socket).keepIdle(keepIdle).build())
                .build();
    }

    /** The client as it comes. */
    JavaCalls(Path socket) {
        client = TailscaleClient.builder().socket(socket).build();
    }

    private static void check(Status status) {
        if (status.self() == null) {
            throw new IllegalStateException("a status without this device in it");
        }
    }

    Contender latencies(int calls) {
        return () -> {
            long[] nanos = new long[calls];
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < calls; i++) {
                long start = System.nanoTime();
                check(client.status());
                nanos[i] = System.nanoTime() - start;
            }
            bytesPerCall.add((THREADS.getCurrentThreadAllocatedBytes() - allocated) / (double) calls);
            return Figures.median(nanos);
        };
    }

    Contender throughput(int threads, int millis) {
        return () -> {
            LongAdder calls = new LongAdder();
            List<Thread> running = new ArrayList<>();
            AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
            long start = System.nanoTime();
            for (int i = 0; i < threads; i++) {
                Thread thread = new Thread(() -> {
                    while (System.nanoTime() - start < millis * 1_000_000L) {
                        check(client.status());
                        calls.increment();
                    }
                });
                thread.setUncaughtExceptionHandler((failed, e) -> failure.compareAndSet(null, e));
                running.add(thread);
                thread.start();
            }
            for (Thread thread : running) {
                thread.join();
            }
            if (failure.get() != null) {
                throw new IOException("a thread failed, so the rate means nothing", failure.get());
            }
            return calls.sum() * 1e9 / (System.nanoTime() - start);
        };
    }

    @Override
    public void close() {
        client.close();
    }
}
