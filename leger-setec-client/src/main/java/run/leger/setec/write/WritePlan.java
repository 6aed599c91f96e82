package run.leger.setec.write;

import java.util.List;
import run.leger.setec.SetecClient;

/**
 * A write as data: what it will do, in order, as the server was when it was planned. Making one changes nothing, so to print it is the dry run.
 *
 * <p>Holds the value that is to be written where that is one of the caller's, which must stay open until the plan is applied; shows none.
 */
public final class WritePlan {
    private final SetecClient setec;
    private final List<Change> changes;
    private final List<WriteStep> steps;

    WritePlan(SetecClient setec, List<Change> changes) {
        this.setec = setec;
        this.changes = List.copyOf(changes);
        this.steps = changes.stream().flatMap(change -> change.steps().stream()).toList();
    }

    /**
     * Returns what it will do.
     *
     * @return the steps in order; empty where there is nothing to do
     */
    public List<WriteStep> steps() {
        return steps;
    }

    /**
     * Does it, step after step on this thread, and stops at the first failure. Before each secret, and between storing and activating, it looks
     * whether the version is active that was active when the plan was made. Blocks for as long as all the calls take.
     *
     * <p>Can break: whatever the steps say.
     *
     * @return what was done: the steps with the versions that came out
     * @throws WriteConflictException if another writer came in between; it says what was done before that was found
     * @throws PartialWriteException if it stopped in the middle, or may have; it says what was done, and how to finish or undo
     * @throws RotationRolledBackException if a rotation failed and was undone
     * @throws run.leger.core.LegerException the failure itself, where nothing was changed
     */
    public List<WriteStep> apply() {
        Tracker tracker = new Tracker(setec, steps);
        try {
            for (Change change : changes) {
                change.apply(tracker);
            }
        } catch (RuntimeException e) {
            throw tracker.failed(e);
        }
        return tracker.progress().done();
    }

    /**
     * Returns the steps in words.
     *
     * @return one line a step; never a value
     */
    @Override
    public String toString() {
        return steps.isEmpty()
                ? "nothing to do"
                : String.join("\n", steps.stream().map(WriteStep::text).toList());
    }
}
