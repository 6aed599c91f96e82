package run.leger.core.internal;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The deadline of whatever one connection is doing right now. Armed before a blocking step, disarmed after it; in between the watchdog may
 * cut the connection. Exactly one of the two happens to each step.
 */
final class Guard {
    private static final long UNARMED = Long.MAX_VALUE;
    private static final long CUT = -1;

    private final AtomicLong deadline = new AtomicLong(UNARMED);
    private final Runnable cutter;

    Guard(Runnable cutter) {
        this.cutter = cutter;
        Watchdog.watch(this);
    }

    /** Starts a step that must end by then. */
    void arm(long at) {
        if (deadline.getPlain() != CUT) {
            deadline.set(at);
            Watchdog.deadlineAt(at);
        }
    }

    /** Ends the step. Returns false if the watchdog was faster: the connection is gone. */
    boolean disarm() {
        long armed = deadline.getPlain();
        return armed != CUT && deadline.compareAndSet(armed, UNARMED);
    }

    boolean wasCut() {
        return deadline.get() == CUT;
    }

    long deadline() {
        long at = deadline.get();
        return at == CUT ? UNARMED : at;
    }

    void cut(long due) {
        if (deadline.compareAndSet(due, CUT)) {
            cutter.run();
        }
    }

    void release() {
        Watchdog.forget(this);
    }
}
