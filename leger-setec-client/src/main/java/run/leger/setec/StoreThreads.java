package run.leger.setec;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;

/** The clock and the threads of a store: a seam, so that tests need not wait. */
interface StoreThreads {
    Instant now();

    /** A clock that only goes forward, for measuring. */
    long nanos();

    /** Runs a short task later, on the one thread that waits; never after {@link #stop}. The result takes it back. */
    Runnable after(Duration delay, Runnable task);

    /**
     * Returns what runs tasks that may block, so many at a time; the rest wait in line.
     *
     * @param cut whether {@link #stop} interrupts them and drops those in line, instead of letting them finish
     */
    Executor workers(String name, int most, boolean cut);

    /** Blocks for a time. */
    void pause(Duration time);

    /** Blocks until the answer is there. */
    <T> T await(CompletableFuture<T> answer, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException;

    /** Ends all threads, and waits a moment for that unless it is one of them that asks. */
    void stop();
}
