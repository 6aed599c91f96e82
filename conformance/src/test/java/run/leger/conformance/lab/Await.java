package run.leger.conformance.lab;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition of the outside world by asking again and again, up to a deadline. */
public final class Await {
    private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

    private Await() {}

    /**
     * Returns as soon as the condition holds. An exception of the condition counts as "not yet" and is the cause in the end.
     *
     * @throws AssertionError if it does not hold in time, naming {@code what}
     */
    public static void until(String what, Duration patience, Callable<Boolean> condition) {
        long end = System.nanoTime() + patience.toNanos();
        Exception last = null;
        do {
            try {
                if (condition.call()) {
                    return;
                }
                last = null;
            } catch (Exception e) {
                last = e;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        } while (System.nanoTime() < end && !Thread.currentThread().isInterrupted());
        throw new AssertionError("not within " + patience + ": " + what, last);
    }
}
