package run.leger.setec.write;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import run.leger.core.ApiException;
import run.leger.core.CallOptions;
import run.leger.core.LegerException;
import run.leger.core.UnavailableException;
import run.leger.setec.ActiveVersionException;
import run.leger.setec.ReservedNameException;
import run.leger.setec.SecretName;
import run.leger.setec.SecretVersion;
import run.leger.setec.SetecClient;
import run.leger.setec.UnidentifiedCallerException;

/** Runs the steps of a plan in order and remembers how far it came. Where an answer was lost it looks whether the step took effect. */
final class Tracker {
    private static final CallOptions LOOK = CallOptions.deadline(Duration.ofSeconds(10));

    private final SetecClient setec;
    private final Deque<WriteStep> left;
    private final List<WriteStep> done = new ArrayList<>();
    private @Nullable WriteStep uncertain;

    Tracker(SetecClient setec, List<WriteStep> planned) {
        this.setec = setec;
        this.left = new ArrayDeque<>(planned);
    }

    SetecClient setec() {
        return setec;
    }

    WriteProgress progress() {
        return new WriteProgress(done, Optional.ofNullable(uncertain), List.copyOf(left));
    }

    /**
     * Takes the next step.
     *
     * @param action does it, and returns it as it came out
     * @param look finds on the server whether it took effect; asked where the answer was lost
     */
    <S extends WriteStep> S take(Supplier<S> action, Function<SetecClient, Optional<S>> look) {
        WriteStep step = left.remove();
        try {
            S result = action.get();
            done.add(result);
            return result;
        } catch (RuntimeException e) {
            if (mayHaveHappened(e)) {
                look(look).ifPresentOrElse(done::add, () -> uncertain = step);
            } else {
                left.addFirst(step);
            }
            throw e;
        }
    }

    private <S> Optional<S> look(Function<SetecClient, Optional<S>> look) {
        try {
            return undisturbed(() -> look.apply(setec.with(LOOK)));
        } catch (LegerException e) {
            return Optional.empty();
        }
    }

    /** Lets a thread that was interrupted ask once more; its flag is as before afterwards. */
    static <T> T undisturbed(Supplier<T> call) {
        boolean interrupted = Thread.interrupted();
        try {
            return call.get();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A refusal is certain; a 500 is not, for the server may have failed after it wrote. */
    private static boolean mayHaveHappened(RuntimeException e) {
        if (e instanceof ApiException api) {
            return api.status() >= 500
                    && !(api instanceof ActiveVersionException)
                    && !(api instanceof UnidentifiedCallerException)
                    && !(api instanceof ReservedNameException);
        }
        return e instanceof LegerException && !(e instanceof UnavailableException);
    }

    /** Fails unless what is active is what was seen when the write was planned. */
    void require(SecretName name, Seen before) {
        if (!before.known()) {
            return;
        }
        Seen now = Seen.look(setec, name);
        if (!now.active().equals(before.active())) {
            throw conflict(name, before.active(), now.active());
        }
    }

    WriteConflictException conflict(SecretName name, Optional<SecretVersion> expected, Optional<SecretVersion> found) {
        return new WriteConflictException(
                name, "expected " + Expect.text(expected) + " to be active, found " + Expect.text(found), progress());
    }

    /** Notes that the next step, which is none of the server's, is done. */
    void passed() {
        done.add(left.remove());
    }

    boolean isDone(WriteStep step) {
        return done.contains(step);
    }

    /** Notes that a step was undone; of one whose answer was lost it is known now. */
    void undone(WriteStep step) {
        done.remove(step);
        left.addFirst(step);
        uncertain = null;
    }

    /** Notes that a step was done, and that nobody knows whether it was undone since. */
    void unsure(WriteStep step) {
        done.remove(step);
        uncertain = step;
    }

    /** Returns the version under which the value was stored, where it surely was. */
    Optional<SecretVersion> stored(SecretName name) {
        return done.stream()
                .filter(step -> step instanceof WriteStep.Put && step.name().equals(name))
                .findFirst()
                .flatMap(step -> ((WriteStep.Put) step).version());
    }

    /** Returns what to throw: where nothing was changed, the failure itself. */
    RuntimeException failed(RuntimeException e) {
        WriteProgress progress = progress();
        boolean told = e instanceof WriteConflictException
                || e instanceof PartialWriteException
                || e instanceof RotationRolledBackException;
        return told || progress.isUntouched() ? e : new PartialWriteException(progress, e);
    }
}
