package run.leger.conformance.stress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import run.leger.core.IpAddress;
import run.leger.core.LegerException;
import run.leger.tailscale.PingType;
import run.leger.tailscale.TailscaleClient;

/** Threads that call without end, and remember how each call ended and which one took longest. */
final class Callers implements AutoCloseable {
    /** Nobody calls a missing daemon in a busy loop, which here would starve the daemon that is being started. */
    private static final long PAUSE_NANOS = Duration.ofMillis(5).toNanos();

    private static final IpAddress PEER = IpAddress.of("100.64.0.2");
    private static final List<Consumer<TailscaleClient>> CALLS = List.of(
            TailscaleClient::statusWithoutPeers,
            TailscaleClient::prefs,
            ts -> ts.whoIs(PEER.value()),
            TailscaleClient::status,
            ts -> ts.ping(PEER, PingType.DISCO),
            ts -> ts.queryDns("localhost.", "A"));

    private final TailscaleClient client;
    private final List<Thread> threads = new ArrayList<>();
    private final LongAdder answered = new LongAdder();
    private final AtomicLong longest = new AtomicLong();
    private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();
    private final Queue<Throwable> untyped = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    Callers(TailscaleClient client, int count) {
        this.client = client;
        for (int i = 0; i < count; i++) {
            int first = i;
            Thread thread = new Thread(() -> run(first), "caller-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    private void run(int first) {
        for (int i = first; !stopped; i++) {
            long began = System.nanoTime();
            try {
                CALLS.get(i % CALLS.size()).accept(client);
                answered.increment();
            } catch (LegerException e) {
                errors.computeIfAbsent(e.getClass().getSimpleName(), k -> new LongAdder())
                        .increment();
                LockSupport.parkNanos(PAUSE_NANOS);
            } catch (RuntimeException | Error e) {
                untyped.add(e);
            }
            longest.accumulateAndGet(System.nanoTime() - began, Math::max);
        }
    }

    long answered() {
        return answered.sum();
    }

    /** Returns how many calls failed, by the error's name. */
    Map<String, Long> errors() {
        Map<String, Long> sums = new TreeMap<>();
        errors.forEach((name, sum) -> sums.put(name, sum.sum()));
        return sums;
    }

    /** Returns what calls threw that is no error of ours. */
    List<Throwable> untyped() {
        return List.copyOf(untyped);
    }

    /** Returns the time of the call that took longest. */
    Duration longest() {
        return Duration.ofNanos(longest.get());
    }

    @Override
    public void close() {
        stop();
    }

    /** Lets every caller end its last call. */
    void stop() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
