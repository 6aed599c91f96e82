package run.leger.setec;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands messages to one reader, one after another, on threads of others. What the reader throws is logged. */
final class Mailbox<T> implements Consumer<T> {
    private static final Logger LOG = LoggerFactory.getLogger(SecretStore.class);

    private final Executor executor;
    private final Consumer<T> reader;
    private final Queue<T> messages = new ArrayDeque<>();
    private boolean running;
    private boolean closed;

    Mailbox(Executor executor, Consumer<T> reader) {
        this.executor = executor;
        this.reader = reader;
    }

    @Override
    public void accept(T message) {
        synchronized (this) {
            if (closed) {
                return;
            }
            messages.add(message);
            if (running) {
                return;
            }
            running = true;
        }
        executor.execute(this::run);
    }

    private void run() {
        for (T next = take(); next != null; next = take()) {
            try {
                reader.accept(next);
            } catch (RuntimeException | Error e) {
                LOG.warn("a listener for secrets failed", e);
            }
        }
    }

    private synchronized @Nullable T take() {
        T next = closed ? null : messages.poll();
        running = next != null;
        return next;
    }

    synchronized void close() {
        closed = true;
        messages.clear();
    }
}
