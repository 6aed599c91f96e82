package run.leger.setec.rotate;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import run.leger.setec.SecretValue;
import run.leger.setec.SecretVersion;

/**
 * One value that was built, and how many hold it: its owner, until it is rotated out and its grace period is over, and each borrower. The last one who
 * lets go has it closed; from 0 no hold is given any more, so it is never closed under somebody, and never twice.
 */
final class Generation<T> {
    /** Far below 0, so that borrowers who come back after the force never get to 0. */
    private static final int FORCED = Integer.MIN_VALUE / 2;

    final T value;
    final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final Consumer<Generation<T>> closer;
    private final AtomicInteger holds = new AtomicInteger(1);
    private final AtomicBoolean owned = new AtomicBoolean(true);
    private final Queue<Runnable> timers = new ConcurrentLinkedQueue<>();
    private volatile SecretValue source;

    Generation(T value, SecretValue source, Consumer<Generation<T>> closer) {
        this.value = value;
        this.source = source;
        this.closer = closer;
    }

    /** Whether this was built from that value: a version alone would not tell, a secret that was made anew begins at 1 again. */
    boolean isOf(SecretValue other) {
        return source == other || source.equals(other);
    }

    /** Another version of the secret gave the same value. */
    void adopt(SecretValue other) {
        source = other;
    }

    SecretVersion version() {
        return source.version();
    }

    boolean hold() {
        for (int now = holds.get(); now > 0; now = holds.get()) {
            if (holds.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    void release() {
        if (holds.decrementAndGet() == 0) {
            closer.accept(this);
        }
    }

    /** The owner lets go. */
    void retire() {
        if (owned.compareAndSet(true, false)) {
            release();
        }
    }

    /** Has it closed although somebody holds it, once the owner let go. Returns whether somebody did. */
    boolean force() {
        boolean held = holds.getAndSet(FORCED) > 0;
        if (held) {
            closer.accept(this);
        }
        return held;
    }

    boolean isForced() {
        return holds.get() < 0;
    }

    int borrowers() {
        return Math.max(0, holds.get() - (owned.get() ? 1 : 0));
    }

    void timer(Runnable takeBack) {
        timers.add(takeBack);
        if (closed.isDone()) {
            takeBack.run();
        }
    }

    /** What closing it has ended with is the closer's. */
    void ended() {
        closed.complete(null);
        timers.forEach(Runnable::run);
    }
}
