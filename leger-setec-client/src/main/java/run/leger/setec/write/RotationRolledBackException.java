package run.leger.setec.write;

import org.jspecify.annotations.Nullable;
import run.leger.core.LegerException;
import run.leger.setec.SecretName;

/** A rotation did not succeed and was undone: the version of before is active, and where there was none the secret is gone again. */
public final class RotationRolledBackException extends LegerException {
    private static final long serialVersionUID = 1L;

    private final transient WriteProgress progress;

    RotationRolledBackException(SecretName name, String why, WriteProgress progress, @Nullable Throwable cause) {
        super(
                "the rotation of " + name + " was undone: " + why + "; " + progress.text(),
                progress.done().isEmpty()
                        ? "mend the cause, then rotate again"
                        : "mend the cause, then rotate again; the new value is stored and not active, prune deletes it",
                cause);
        this.progress = progress;
    }

    /**
     * Returns what is left of it: the new value is stored and not active, where the secret existed before.
     *
     * @return what was done and not undone, and what was not done
     */
    public WriteProgress progress() {
        return progress;
    }
}
