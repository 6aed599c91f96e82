package run.leger.setec.write;

import java.util.List;
import java.util.Optional;
import run.leger.core.NotFoundException;
import run.leger.setec.ActiveVersionException;
import run.leger.setec.SecretName;
import run.leger.setec.SecretVersion;
import run.leger.setec.SetecClient;

/** Deletes versions one by one. The server itself refuses to delete the active one, whoever activated it meanwhile. */
record PruneChange(SecretName name, Seen before, List<SecretVersion> versions) implements Change {
    @Override
    public List<WriteStep> steps() {
        return versions.stream()
                .<WriteStep>map(version -> new WriteStep.DeleteVersion(name, version))
                .toList();
    }

    @Override
    public void apply(Tracker tracker) {
        if (versions.isEmpty()) {
            return;
        }
        tracker.require(name, before);
        for (SecretVersion version : versions) {
            try {
                WriteStep.DeleteVersion step = new WriteStep.DeleteVersion(name, version);
                tracker.take(() -> delete(tracker.setec(), step), setec -> isGone(setec, step));
            } catch (ActiveVersionException e) {
                WriteConflictException conflict = tracker.conflict(name, before.active(), Optional.of(version));
                conflict.addSuppressed(e);
                throw conflict;
            }
        }
    }

    private static WriteStep.DeleteVersion delete(SetecClient setec, WriteStep.DeleteVersion step) {
        try {
            setec.deleteVersion(step.name(), step.version());
        } catch (NotFoundException e) {
            // Another writer was faster, with the same outcome.
        }
        return step;
    }

    private static Optional<WriteStep.DeleteVersion> isGone(SetecClient setec, WriteStep.DeleteVersion step) {
        return setec.info(step.name()).versions().contains(step.version()) ? Optional.empty() : Optional.of(step);
    }
}
