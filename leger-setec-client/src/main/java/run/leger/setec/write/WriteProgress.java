package run.leger.setec.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import run.leger.setec.SecretName;

/**
 * How far a write came.
 *
 * @param done what was done for sure, in order, with the versions that came out
 * @param uncertain the step whose answer never came, and that was not seen to have happened a moment later; it may yet. Or one that was done,
 *     and whose undoing was not answered
 * @param notDone what was not done for sure, in order
 */
public record WriteProgress(List<WriteStep> done, Optional<WriteStep> uncertain, List<WriteStep> notDone) {
    /** Copies the lists. */
    public WriteProgress {
        done = List.copyOf(done);
        Objects.requireNonNull(uncertain, "uncertain");
        notDone = List.copyOf(notDone);
    }

    /**
     * Tells whether the server is surely as it was before.
     *
     * @return whether nothing was done and nothing is uncertain
     */
    public boolean isUntouched() {
        return done.isEmpty() && uncertain.isEmpty();
    }

    /**
     * Returns all of it in words.
     *
     * @return one line; never a value
     */
    public String text() {
        List<String> parts = new ArrayList<>();
        parts.add("done: " + text(done));
        uncertain.ifPresent(step -> parts.add("perhaps done: " + step.text()));
        parts.add("not done: " + text(notDone));
        return String.join("; ", parts);
    }

    /** How to finish, or to undo. */
    String remedy() {
        List<String> ways = new ArrayList<>();
        uncertain.ifPresent(step -> ways.add(
                "ask info of " + step.name() + " whether \"" + step.text() + "\" took effect before all else"));
        for (WriteStep step : done) {
            if (step instanceof WriteStep.Put put && !put.creates() && !isActivated(put.name())) {
                ways.add("to finish activate " + named(put) + ", to undo delete that version");
            } else if (step instanceof WriteStep.Put put && put.creates()) {
                ways.add(put.name() + " did not exist before: to undo delete it");
            } else if (step instanceof WriteStep.Activate activate) {
                activate.before()
                        .ifPresent(before ->
                                ways.add("to undo activate version " + before + " of " + activate.name() + " again"));
            } else if (step instanceof WriteStep.DeleteVersion deleted) {
                ways.add("version " + deleted.version() + " of " + deleted.name() + " is gone for good");
            }
        }
        if (!notDone.isEmpty()) {
            ways.add("plan anew to do what is left");
        }
        return String.join("; ", ways);
    }

    private static String named(WriteStep.Put put) {
        return put.version().map(version -> "version " + version + " of ").orElse("") + put.name();
    }

    private boolean isActivated(SecretName name) {
        return done.stream()
                .anyMatch(step ->
                        step instanceof WriteStep.Activate && step.name().equals(name));
    }

    private static String text(List<WriteStep> steps) {
        return steps.isEmpty() ? "nothing" : steps.stream().map(WriteStep::text).collect(Collectors.joining(", "));
    }
}
