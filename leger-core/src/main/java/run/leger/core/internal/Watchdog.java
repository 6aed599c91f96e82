package run.leger.core.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One daemon thread that cuts what has passed its deadline, for all connections of the process. A blocking JDK channel knows no timeout, so
 * a read is bounded by closing the channel under it.
 *
 * <p>Arming costs two volatile writes: the thread is woken only when the new deadline lies before its next wake-up. It ends when nothing is
 * guarded any more, and is started again when something is.
 */
final class Watchdog {
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final Set<Guard> GUARDS = ConcurrentHashMap.newKeySet();
    private static final Object LOCK = new Object();

    private static volatile @Nullable Thread thread;
    /** When the thread will look next, in nanoseconds from {@link #origin}. */
    private static volatile long nextLook = Long.MAX_VALUE;

    private static final long origin = System.nanoTime();

    private Watchdog() {}

    /** Nanoseconds since the class was loaded: never negative, so deadlines can be compared as plain numbers. */
    static long now() {
        return System.nanoTime() - origin;
    }

    static void watch(Guard guard) {
        GUARDS.add(guard);
        if (thread == null) {
            startThread();
        }
    }

    static void forget(Guard guard) {
        GUARDS.remove(guard);
        if (GUARDS.isEmpty()) {
            lookAgain();
        }
    }

    static void deadlineAt(long deadline) {
        if (deadline < nextLook) {
            lookAgain();
        }
    }

    private static void lookAgain() {
        LockSupport.unpark(thread);
    }

    private static void startThread() {
        synchronized (LOCK) {
            if (thread == null) {
                Thread started = new Thread(Watchdog::run, "leger-deadlines");
                started.setDaemon(true);
                thread = started;
                started.start();
            }
        }
    }

    private static void run() {
        while (true) {
            nextLook = Long.MAX_VALUE;
            long now = now();
            long earliest = cutWhatIsDue(now);
            nextLook = earliest;
            // A guard armed between the look and the line above saw the old value, so look once more before sleeping.
            earliest = Math.min(earliest, cutWhatIsDue(now));
            nextLook = earliest;
            if (GUARDS.isEmpty()) {
                LockSupport.parkNanos(LINGER_NANOS);
                if (endIfIdle()) {
                    return;
                }
            } else if (earliest == Long.MAX_VALUE) {
                LockSupport.park();
            } else {
                LockSupport.parkNanos(Math.max(1, earliest - now()));
            }
        }
    }

    private static long cutWhatIsDue(long now) {
        long earliest = Long.MAX_VALUE;
        for (Guard guard : GUARDS) {
            long deadline = guard.deadline();
            if (deadline <= now) {
                cut(guard, deadline);
            } else {
                earliest = Math.min(earliest, deadline);
            }
        }
        return earliest;
    }

    private static void cut(Guard guard, long deadline) {
        try {
            guard.cut(deadline);
        } catch (RuntimeException | Error e) {
            // One connection that cannot be closed must not end the thread that all others rely on.
        }
    }

    private static boolean endIfIdle() {
        synchronized (LOCK) {
            // Given up before the last look: whoever adds a guard after that look starts another thread.
            Thread self = thread;
            thread = null;
            if (GUARDS.isEmpty()) {
                return true;
            }
            thread = self;
            return false;
        }
    }
}
