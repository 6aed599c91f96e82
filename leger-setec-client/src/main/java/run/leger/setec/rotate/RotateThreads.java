package run.leger.setec.rotate;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** The clock, the timer and the threads: a seam, so that tests need not wait. */
interface RotateThreads {
    Instant now();

    /** A clock that only goes forward, for measuring. */
    long nanos();

    /** Runs a task on a thread of its own. */
    void run(Runnable task);

    /** Runs a task later, on a thread of its own. The result takes it back. */
    Runnable after(Duration delay, Runnable task);

    /** Blocks until the answer is there. */
    <T> T await(CompletableFuture<T> answer, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException;
}
