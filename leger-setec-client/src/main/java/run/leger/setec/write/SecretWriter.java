package run.leger.setec.write;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import run.leger.core.SecretBytes;
import run.leger.setec.SecretInfo;
import run.leger.setec.SecretName;
import run.leger.setec.SecretValue;
import run.leger.setec.SecretVersion;
import run.leger.setec.SetecClient;

/**
 * Writes of several calls, as one: they are guarded by the version that is expected to be active, and where they stop in the middle the error
 * says exactly what was done, what was not, and how to finish or undo. For each there is a plan, which is the dry run.
 *
 * <p>The guard is best effort. The server has no compare-and-set, so the writer looks before the first call, between storing and activating, and
 * afterwards; of two writers who come within one such moment both may believe that they were alone, and the later activation stands. A look takes
 * the right to {@code info}.
 *
 * <p>Where an answer is lost the writer looks whether the call took effect, and says that it is uncertain where it does not see it: a request that
 * is on its way may arrive later. Nothing is repeated. Safe for use by many threads; every method blocks.
 *
 * <pre>{@code
 * SecretWriter writer = SecretWriter.of(setec);
 * writer.putAndActivate(name, value, Expect.version(7));
 * System.out.println(writer.planPrune(name, Keep.highest(3)));
 * }</pre>
 */
public final class SecretWriter {
    private final SetecClient setec;

    private SecretWriter(SetecClient setec) {
        this.setec = setec;
    }

    /**
     * Returns a writer.
     *
     * @param setec the server's client, which stays the caller's to close
     * @return the writer
     */
    public static SecretWriter of(SetecClient setec) {
        return new SecretWriter(Objects.requireNonNull(setec, "setec"));
    }

    /**
     * Stores a value and makes it the active one.
     *
     * <p>Can break: every reader of the secret gets the new value.
     *
     * @param name which secret
     * @param value the bytes, which stay the caller's to close
     * @param expected what must be active before; with {@link Expect#anything()} the right to {@code info} is not needed, and without it nothing
     *     is guarded
     * @return the version that is active now
     * @throws WriteConflictException if something else is active than expected, or another writer came in between; where nothing was changed its
     *     progress says so
     * @throws PartialWriteException if the value is stored, or may be, and not active
     * @throws run.leger.core.LegerException the failure itself, where nothing was changed
     */
    public SecretVersion putAndActivate(SecretName name, SecretBytes value, Expect expected) {
        return version(planPutAndActivate(name, value, expected).apply());
    }

    /**
     * Plans {@link #putAndActivate}.
     *
     * @param name which secret
     * @param value the bytes, which stay the caller's to close, after the plan was applied
     * @param expected what must be active
     * @return the plan
     * @throws WriteConflictException if something else is active than expected
     */
    public WritePlan planPutAndActivate(SecretName name, SecretBytes value, Expect expected) {
        Seen before = seen(name, expected);
        return new WritePlan(
                setec,
                List.of(new PutChange(
                        name, before, Optional.empty(), Optional.empty(), unused -> value.use(SecretBytes::copyOf))));
    }

    private Seen seen(SecretName name, Expect expected) {
        Seen before = expected.isChecked() ? Seen.look(setec, name) : Seen.lookIfAllowed(setec, name);
        if (!expected.allows(before.active())) {
            throw new WriteConflictException(
                    name,
                    "expected " + expected + " to be active, found " + Expect.text(before.active()),
                    new WriteProgress(List.of(), Optional.empty(), List.of()));
        }
        return before;
    }

    /**
     * Makes a new value, stores and activates it, and has it verified; where that fails, the version of before is activated again, and a secret
     * that did not exist before is deleted. Rolls back too where the thread is interrupted, and where the JVM is told to end (by a signal, or
     * {@code System.exit}) between the storing and the end of the verification.
     *
     * <p>What cannot be undone: readers who asked meanwhile have seen the new value; the new value stays stored, not active, so that nothing is lost
     * that another system may have taken over already; where the process is killed outright, or the server cannot be reached for the rollback, the
     * new version stays active without having been verified. A verification that can be done before the rotation is best done there.
     *
     * <p>Can break: every reader of the secret gets the new value.
     *
     * @param name which secret; it need not exist yet
     * @param fresh makes the value, once, after the secret was looked at; the rotation closes it
     * @param verify tells whether the new value works; called on this thread while it is active, must not keep the value
     * @return the version that is active now
     * @throws RotationRolledBackException if the rotation failed and was undone; the cause is what the verification threw, where it threw
     * @throws WriteConflictException if another writer came in between, whose version is left alone
     * @throws PartialWriteException if it could not be undone, or nobody knows
     * @throws run.leger.core.LegerException the failure itself, where nothing was changed
     */
    public SecretVersion rotate(SecretName name, Supplier<SecretBytes> fresh, Predicate<SecretValue> verify) {
        return version(planRotate(name, fresh, verify).apply());
    }

    /**
     * Plans {@link #rotate}.
     *
     * @param name which secret
     * @param fresh makes the value when the plan is applied
     * @param verify tells whether the new value works
     * @return the plan
     */
    public WritePlan planRotate(SecretName name, Supplier<SecretBytes> fresh, Predicate<SecretValue> verify) {
        return new WritePlan(setec, List.of(new RotateChange(name, Seen.look(setec, name), fresh, verify)));
    }

    /**
     * Deletes old versions. The active one is never deleted, not even where another writer activates it meanwhile: the server refuses.
     *
     * <p>Can break: deleted versions are gone for good, and so is the way back to them.
     *
     * @param name which secret
     * @param keep what is kept beside the active version
     * @return the versions that are gone
     * @throws WriteConflictException if another version was activated meanwhile
     * @throws PartialWriteException if it stopped in the middle
     * @throws run.leger.core.NotFoundException if there is no such secret
     */
    public List<SecretVersion> prune(SecretName name, Keep keep) {
        return planPrune(name, keep).apply().stream()
                .filter(WriteStep.DeleteVersion.class::isInstance)
                .map(step -> ((WriteStep.DeleteVersion) step).version())
                .toList();
    }

    /**
     * Plans {@link #prune}.
     *
     * @param name which secret
     * @param keep what is kept beside the active version
     * @return the plan
     * @throws run.leger.core.NotFoundException if there is no such secret
     */
    public WritePlan planPrune(SecretName name, Keep keep) {
        SecretInfo info = setec.info(name);
        return new WritePlan(
                setec, List.of(new PruneChange(name, Seen.of(info), keep.rest(info.versions(), info.activeVersion()))));
    }

    /**
     * Copies the active values of all secrets below one prefix to the names below another, and activates them there. Values that are the same
     * already are left alone, and so is what only the other prefix has. Only secrets are seen whose {@code info} this caller may have.
     *
     * <p>Can break: every reader of the secrets below the other prefix gets the new values; the old ones are still there as versions.
     *
     * @param from what the names begin with, such as {@code dev/}
     * @param to what takes its place, such as {@code prod/}
     * @return what was done
     * @throws WriteConflictException if another writer came in between
     * @throws PartialWriteException if it stopped in the middle
     * @throws IllegalArgumentException if a name would come out that no secret can have
     */
    public List<WriteStep> copy(String from, String to) {
        return planCopy(from, to).apply();
    }

    /**
     * Plans {@link #copy}. Reads the values that both have, to compare them.
     *
     * @param from what the names begin with
     * @param to what takes its place
     * @return the plan
     * @throws IllegalArgumentException if a name would come out that no secret can have
     */
    public WritePlan planCopy(String from, String to) {
        return new WritePlan(setec, new Comparison(setec, from, to).toMakeEqual());
    }

    /**
     * Compares the active values of the secrets below two prefixes. Changes nothing. Only secrets are seen whose {@code info} this caller may have.
     *
     * @param left what the names of one side begin with
     * @param right what the names of the other side begin with
     * @return one entry for each name that either side has, in the order of the names
     */
    public List<Difference> diff(String left, String right) {
        return new Comparison(setec, left, right).all();
    }

    private static SecretVersion version(List<WriteStep> done) {
        return ((WriteStep.Put) done.get(0)).version().orElseThrow();
    }

    /**
     * Returns whose writer this is.
     *
     * @return the server's address
     */
    @Override
    public String toString() {
        return "SecretWriter(" + setec.description() + ")";
    }
}
