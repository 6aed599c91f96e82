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
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;
import run.leger.core.UnixTransport;
import run.leger.tailscale.BusEvent;
import run.leger.tailscale.NotifyWatchOpt;
import run.leger.tailscale.Status;
import run.leger.tailscale.TailscaleClient;
import run.leger.tailscale.Watch;

/** Our side: the same calls as the Go peer's, on a client with as many kept connections. */
final class JavaCalls implements AutoCloseable {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final TailscaleClient client;
    final List<Double> bytesPerCall = new ArrayList<>();
    /** Written, so that the JVM cannot know that nobody reads it. */
    volatile long touched;

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

    /** A client whose answers come from memory. */
    private JavaCalls(byte[] body) {
        client = TailscaleClient.builder().transport(new MemoryTransport(body)).build();
    }

    /** A client to which every answer is the one that this one gets now. */
    JavaCalls remembering() {
        return new JavaCalls(body());
    }

    int bodySize() {
        return body().length;
    }

    private byte[] body() {
        try (TransportResponse response = client.raw(TransportRequest.get("/localapi/v0/status"))) {
            return response.readAll();
        }
    }

    private static void check(Status status) {
        if (status.self() == null) {
            throw new IllegalStateException("a status without this device in it");
        }
    }

    Contender latencies(int calls) {
        return latencies(calls, () -> check(client.status()));
    }

    Contender latenciesWithoutPeers(int calls) {
        return latencies(calls, () -> check(client.statusWithoutPeers()));
    }

    /** Each call and then every component of every peer, so that nothing can be left for later. */
    Contender latenciesTouching(int calls) {
        return latencies(calls, () -> {
            Status status = client.status();
            check(status);
            touched += Touch.everything(status);
        });
    }

    /** Bytes allocated for each byte of the body. */
    Contender allocation(int calls) {
        return () -> {
            int size = body().length;
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < calls; i++) {
                check(client.status());
            }
            return (THREADS.getCurrentThreadAllocatedBytes() - allocated) / (double) calls / size;
        };
    }

    /** Events a second of one watch of the bus, from the first event on. */
    Contender events(int count) {
        return () -> {
            try (Watch watch = client.watch(NotifyWatchOpt.of())) {
                next(watch);
                long start = System.nanoTime();
                for (int i = 0; i < count; i++) {
                    next(watch);
                }
                return count * 1e9 / (System.nanoTime() - start);
            }
        };
    }

    private static void next(Watch watch) {
        BusEvent event = watch.next();
        while (event instanceof BusEvent.Opened) {
            event = watch.next();
        }
        if (event.message().isEmpty() || event.message().get().version().isEmpty()) {
            throw new IllegalStateException("not an event with a version: " + event);
        }
    }

    private Contender latencies(int calls, Runnable call) {
        return () -> {
            long[] nanos = new long[calls];
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < calls; i++) {
                long start = System.nanoTime();
                call.run();
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
