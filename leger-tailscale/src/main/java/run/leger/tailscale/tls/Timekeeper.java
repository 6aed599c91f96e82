package run.leger.tailscale.tls;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The clock, and the one thread that waits by it: a seam, so that tests need not wait. */
interface Timekeeper {
    Instant now();

    /** Runs a task on the keeper's thread, after those that are due before it; never after {@link #stop}. */
    void after(Duration delay, Runnable task);

    /** Interrupts what runs, and runs nothing more. */
    void stop();

    /** Returns the real one. */
    static Timekeeper system(String threadName) {
        ScheduledExecutorService thread = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread named = new Thread(task, threadName);
                    named.setDaemon(true);
                    return named;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        return new Timekeeper() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            @SuppressWarnings(
                    "FutureReturnValueIgnored") // a task reports by itself, and what is left is dropped by stop
            public void after(Duration delay, Runnable task) {
                thread.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
            }

            @Override
            public void stop() {
                thread.shutdownNow();
            }
        };
    }
}
