package run.leger.setec.write;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import run.leger.core.CallOptions;
import run.leger.core.LegerException;
import run.leger.core.TransportException;
import run.leger.setec.SecretName;
import run.leger.setec.SecretVersion;
import run.leger.setec.SetecClient;

/** Brings the version of before back, once: by the thread that rotates, or by a hook of the JVM's where the process is told to end meanwhile. */
final class Rollback implements AutoCloseable {
    private static final CallOptions QUICK = CallOptions.deadline(Duration.ofSeconds(10));
    private static final int ATTEMPTS = 3;

    /** What came of it. */
    enum Outcome {
        /** The new version was active, and is not any more. */
        UNDONE,
        /** The version of before was active all the time. */
        NOT_NEEDED,
        /** Another writer has activated something else, which is left alone. */
        OVERTAKEN
    }

    private final SetecClient setec;
    private final SecretName name;
    private final Seen before;
    private final SecretVersion fresh;
    private final ReentrantLock lock = new ReentrantLock();
    private final Thread hook = new Thread(this::atExit, "leger-rotation-rollback");
    private boolean kept;
    private boolean asked;
    private @Nullable Outcome outcome;

    private Rollback(SetecClient setec, SecretName name, Seen before, SecretVersion fresh) {
        this.setec = setec.with(QUICK);
        this.name = name;
        this.before = before;
        this.fresh = fresh;
    }

    static Rollback armed(SetecClient setec, SecretName name, Seen before, SecretVersion fresh) {
        Rollback rollback = new Rollback(setec, name, before, fresh);
        try {
            Runtime.getRuntime().addShutdownHook(rollback.hook);
        } catch (IllegalStateException e) {
            // The JVM is ending already; the thread that rotates may still come to roll back.
        }
        return rollback;
    }

    /** Keeps the new version, unless it was rolled back already. */
    boolean keep() {
        lock.lock();
        try {
            kept = outcome == null;
            return kept;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Rolls back, unless that was done.
     *
     * @throws LegerException if it could not be done
     */
    Outcome run() {
        lock.lock();
        try {
            if (outcome == null) {
                outcome = attempt();
            }
            return outcome;
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether the server was asked to bring it back; where {@link #run} failed nobody knows whether it did. */
    boolean isAsked() {
        lock.lock();
        try {
            return asked;
        } finally {
            lock.unlock();
        }
    }

    private void atExit() {
        lock.lock();
        try {
            if (!kept) {
                run();
            }
        } catch (LegerException e) {
            // Nobody is left to tell; what the server has then is said where the rotation is documented.
        } finally {
            lock.unlock();
        }
    }

    private Outcome attempt() {
        for (int i = 1; ; i++) {
            try {
                // An interrupt that comes meanwhile ends one attempt, and not the next.
                return Tracker.undisturbed(this::once);
            } catch (TransportException e) {
                if (i == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private Outcome once() {
        Seen now = Seen.look(setec, name);
        if (now.active().equals(before.active())) {
            return asked ? Outcome.UNDONE : Outcome.NOT_NEEDED;
        }
        if (!now.active().equals(Optional.of(fresh))) {
            return Outcome.OVERTAKEN;
        }
        if (before.active().isPresent()) {
            asked = true;
            setec.activate(name, before.active().get());
        } else if (now.versions().equals(List.of(fresh))) {
            asked = true;
            setec.delete(name);
        } else {
            return Outcome.OVERTAKEN;
        }
        return Outcome.UNDONE;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending; the hook runs, and finds that there is nothing to do.
        }
    }
}
