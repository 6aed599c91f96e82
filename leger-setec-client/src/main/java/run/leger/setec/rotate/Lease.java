package run.leger.setec.rotate;

import java.util.concurrent.atomic.AtomicBoolean;
import run.leger.setec.SecretVersion;

/**
 * A borrowed value: it is not closed before this is, unless it was rotated out for longer than it may be. Safe for use by many threads.
 *
 * @param <T> what is borrowed
 */
public final class Lease<T> implements AutoCloseable {
    private final Generation<T> generation;
    private final AtomicBoolean open = new AtomicBoolean(true);

    /** Takes over one hold. */
    Lease(Generation<T> generation) {
        this.generation = generation;
    }

    /**
     * Returns the value.
     *
     * @return the same at each call
     * @throws IllegalStateException if this was closed, or the value was, by force: see {@link RotatingBuilder#forceCloseAfter}
     */
    public T value() {
        if (!open.get() || generation.isForced()) {
            throw new IllegalStateException(
                    open.get() ? "the borrowed value was rotated out and closed by force" : "the lease was closed");
        }
        return generation.value;
    }

    /**
     * Returns which version of the secret the value was built from.
     *
     * @return the version
     */
    public SecretVersion version() {
        return generation.version();
    }

    Generation<T> generation() {
        return generation;
    }

    /** Gives the value back. Never blocks; closing twice does nothing. */
    @Override
    public void close() {
        if (open.compareAndSet(true, false)) {
            generation.release();
        }
    }

    @Override
    public String toString() {
        return "Lease(version " + version() + (open.get() ? ")" : ", closed)");
    }
}
