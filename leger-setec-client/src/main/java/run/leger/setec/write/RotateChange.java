package run.leger.setec.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import run.leger.core.LegerException;
import run.leger.core.SecretBytes;
import run.leger.setec.SecretName;
import run.leger.setec.SecretValue;
import run.leger.setec.SecretVersion;

/** Stores, activates and verifies a value, or brings the one of before back. */
record RotateChange(SecretName name, Seen before, Supplier<SecretBytes> fresh, Predicate<SecretValue> verify)
        implements Change {
    @Override
    public List<WriteStep> steps() {
        List<WriteStep> steps = new ArrayList<>(put().steps());
        steps.add(new WriteStep.Verify(name));
        return steps;
    }

    private PutChange put() {
        return new PutChange(name, before, Optional.empty(), Optional.empty(), setec -> fresh.get());
    }

    @Override
    public void apply(Tracker tracker) {
        tracker.require(name, before);
        try (SecretBytes value = fresh.get()) {
            SecretVersion version = store(tracker, value);
            try (Rollback rollback = Rollback.armed(tracker.setec(), name, before, version)) {
                activateAndVerify(tracker, rollback, value, version);
            }
        }
    }

    /** An answer that was lost leaves a new secret active and unverified. */
    private SecretVersion store(Tracker tracker, SecretBytes value) {
        try {
            return put().store(tracker, value);
        } catch (RuntimeException e) {
            Optional<SecretVersion> stored = tracker.stored(name);
            if (stored.isEmpty()) {
                throw e;
            }
            try (Rollback rollback = Rollback.armed(tracker.setec(), name, before, stored.get())) {
                throw undo(tracker, rollback, stored.get(), PartialWriteException.because(e), e);
            }
        }
    }

    private void activateAndVerify(Tracker tracker, Rollback rollback, SecretBytes value, SecretVersion version) {
        String why = "the new value did not pass its verification";
        RuntimeException cause = null;
        try {
            put().activate(tracker, version);
            if (verify.test(new SecretValue(value, version))) {
                if (rollback.keep()) {
                    tracker.passed();
                    return;
                }
                why = "the process is ending";
            }
        } catch (LegerException e) {
            why = PartialWriteException.because(e);
            cause = e;
        } catch (RuntimeException e) {
            why += ", which threw " + PartialWriteException.because(e);
            cause = e;
        } catch (Error e) {
            e.addSuppressed(undo(tracker, rollback, version, why + ", which threw an error", null));
            throw e;
        }
        throw undo(tracker, rollback, version, why, cause);
    }

    /** Returns what to throw. */
    private RuntimeException undo(
            Tracker tracker, Rollback rollback, SecretVersion version, String why, @Nullable RuntimeException cause) {
        Rollback.Outcome outcome;
        try {
            outcome = rollback.run();
        } catch (LegerException e) {
            if (rollback.isAsked()) {
                tracker.unsure(undone(version));
            }
            PartialWriteException failed = new PartialWriteException(tracker.progress(), cause == null ? e : cause);
            failed.addSuppressed(e);
            return failed;
        }
        if (outcome == Rollback.Outcome.OVERTAKEN) {
            return cause instanceof WriteConflictException
                    ? cause
                    : new WriteConflictException(
                            name, why + ", and another writer came in between", tracker.progress());
        }
        boolean late = tracker.progress().uncertain().isPresent();
        // Another writer may have brought it back before we did.
        if (outcome == Rollback.Outcome.UNDONE || tracker.isDone(undone(version))) {
            tracker.undone(undone(version));
        } else if (late) {
            // The activation was not seen; it may still come.
            return new PartialWriteException(
                    tracker.progress(), cause == null ? new IllegalStateException(why) : cause);
        }
        return new RotationRolledBackException(name, why, tracker.progress(), cause);
    }

    private WriteStep undone(SecretVersion version) {
        return before.isAbsent()
                ? new WriteStep.Put(name, Optional.of(version), Optional.empty(), Optional.empty(), true)
                : new WriteStep.Activate(name, Optional.of(version), before.active());
    }
}
