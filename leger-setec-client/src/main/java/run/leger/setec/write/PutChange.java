package run.leger.setec.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import run.leger.core.LegerException;
import run.leger.core.SecretBytes;
import run.leger.setec.SecretInfo;
import run.leger.setec.SecretName;
import run.leger.setec.SecretValue;
import run.leger.setec.SecretVersion;
import run.leger.setec.SetecClient;

/**
 * Stores a value and activates it. Looks before, between and after.
 *
 * @param value gives a value of this change's own, when it is due
 */
record PutChange(
        SecretName name,
        Seen before,
        Optional<SecretName> from,
        Optional<SecretVersion> fromVersion,
        Function<SetecClient, SecretBytes> value)
        implements Change {
    @Override
    public List<WriteStep> steps() {
        List<WriteStep> steps = new ArrayList<>();
        steps.add(planned());
        if (!before.isAbsent()) {
            steps.add(new WriteStep.Activate(name, Optional.empty(), before.active()));
        }
        return steps;
    }

    private WriteStep.Put planned() {
        return new WriteStep.Put(name, Optional.empty(), from, fromVersion, before.isAbsent());
    }

    @Override
    public void apply(Tracker tracker) {
        tracker.require(name, before);
        try (SecretBytes own = value.apply(tracker.setec())) {
            activate(tracker, store(tracker, own));
        }
    }

    SecretVersion store(Tracker tracker, SecretBytes own) {
        WriteStep.Put put = tracker.take(() -> planned().as(tracker.setec().put(name, own)), setec -> find(setec, own));
        return put.version().orElseThrow();
    }

    /** Looks among the versions that are new, and at the highest: a value that equals that one is not stored anew. */
    private Optional<WriteStep.Put> find(SetecClient setec, SecretBytes own) {
        if (!before.known()) {
            return Optional.empty();
        }
        SecretInfo info = setec.info(name);
        for (int i = info.versions().size() - 1; i >= 0; i--) {
            SecretVersion version = info.versions().get(i);
            boolean highest = i == info.versions().size() - 1;
            if (!version.isActive() && (highest || !before.versions().contains(version))) {
                try (SecretValue stored = setec.getVersion(name, version)) {
                    if (stored.value().equals(own)) {
                        return Optional.of(planned().as(version));
                    }
                }
            }
        }
        return Optional.empty();
    }

    void activate(Tracker tracker, SecretVersion version) {
        if (before.isAbsent()) {
            // The first value of a secret that is new is version 1, and active; any other number means that another
            // writer was there.
            if (!version.equals(SecretVersion.of(1))) {
                throw tracker.conflict(
                        name,
                        Optional.of(version),
                        Seen.look(tracker.setec(), name).active());
            }
            return;
        }
        tracker.require(name, before);
        WriteStep.Activate activate = new WriteStep.Activate(name, Optional.of(version), before.active());
        tracker.take(
                () -> {
                    tracker.setec().activate(name, version);
                    return activate;
                },
                setec -> setec.info(name).activeVersion().equals(version) ? Optional.of(activate) : Optional.empty());
        requireStillActive(tracker, version);
    }

    /** All is done, so that a look which fails is no failure. */
    private void requireStillActive(Tracker tracker, SecretVersion version) {
        if (!before.known()) {
            return;
        }
        Optional<SecretVersion> now;
        try {
            now = Seen.look(tracker.setec(), name).active();
        } catch (LegerException e) {
            return;
        }
        if (!now.equals(Optional.of(version))) {
            throw tracker.conflict(name, Optional.of(version), now);
        }
    }
}
