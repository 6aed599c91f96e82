package run.leger.setec;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import run.leger.core.CallInterruptedException;
import run.leger.core.ClientClosedException;
import run.leger.core.DeadlineExceededException;
import run.leger.core.LegerException;
import run.leger.core.Phase;

/** Who waits for an answer that others may share: giving up, by deadline or interrupt, takes it from nobody else. */
final class Waiters {
    private final StoreThreads threads;
    private final Set<CompletableFuture<?>> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Waiters(StoreThreads threads) {
        this.threads = threads;
    }

    <T> T await(CompletableFuture<T> shared, Duration limit, String what) {
        CompletableFuture<T> own = shared.copy();
        waiting.add(own);
        try {
            if (closed) {
                throw closedError();
            }
            return threads.await(own, limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallInterruptedException("interrupted while waiting for " + what, null, e);
        } catch (TimeoutException e) {
            throw new DeadlineExceededException(
                    Phase.TOTAL, limit, what + ": no answer within " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LegerException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            waiting.remove(own);
        }
    }

    void requireOpen() {
        if (closed) {
            throw closedError();
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** Frees all who wait, and tells whether this was the first time. */
    boolean close() {
        synchronized (this) {
            if (closed) {
                return false;
            }
            closed = true;
        }
        waiting.forEach(own -> own.completeExceptionally(closedError()));
        return true;
    }

    static ClientClosedException closedError() {
        return new ClientClosedException("the secret store is closed", null, null);
    }
}
