package run.leger.setec.rotate;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.leger.core.LegerException;
import run.leger.setec.Secret;

/** Tells listeners and subscribers, in order and never on the thread that builds: a slow one delays no rotation. */
final class Announcements {
    private static final Logger LOG = LoggerFactory.getLogger(Rotating.class);

    private final RotateThreads threads;
    private final SubmissionPublisher<Rotation> publisher;
    private final List<Consumer<Rotation>> rotations = new CopyOnWriteArrayList<>();
    private final List<Consumer<LegerException>> failures = new CopyOnWriteArrayList<>();
    private final Queue<Runnable> messages = new ArrayDeque<>();
    private boolean running;

    Announcements(RotateThreads threads) {
        this.threads = threads;
        publisher = new SubmissionPublisher<>(threads::run, Flow.defaultBufferSize());
    }

    Flow.Publisher<Rotation> rotations() {
        return publisher;
    }

    Secret.Subscription onRotation(Consumer<Rotation> listener) {
        return add(rotations, listener);
    }

    Secret.Subscription onFailure(Consumer<LegerException> listener) {
        return add(failures, listener);
    }

    private static <E> Secret.Subscription add(List<Consumer<E>> all, Consumer<E> listener) {
        Objects.requireNonNull(listener, "listener");
        AtomicBoolean open = new AtomicBoolean(true);
        Consumer<E> whileOpen = event -> {
            if (open.get()) {
                listener.accept(event);
            }
        };
        all.add(whileOpen);
        return () -> {
            open.set(false);
            all.remove(whileOpen);
        };
    }

    void rotated(Rotation rotation) {
        publisher.offer(rotation, (subscriber, dropped) -> false);
        rotations.forEach(listener -> tell(listener, rotation));
    }

    void failed(LegerException failure) {
        failures.forEach(listener -> tell(listener, failure));
    }

    void close() {
        publisher.close();
    }

    private <E> void tell(Consumer<E> listener, E event) {
        synchronized (messages) {
            messages.add(() -> listener.accept(event));
            if (running) {
                return;
            }
            running = true;
        }
        threads.run(this::deliver);
    }

    private void deliver() {
        for (Runnable next = next(); next != null; next = next()) {
            try {
                next.run();
            } catch (RuntimeException | Error e) {
                LOG.warn("a listener for rotations failed", e);
            }
        }
    }

    private @Nullable Runnable next() {
        synchronized (messages) {
            Runnable next = messages.poll();
            running = next != null;
            return next;
        }
    }
}
