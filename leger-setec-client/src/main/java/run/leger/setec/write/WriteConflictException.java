package run.leger.setec.write;

import run.leger.core.PreconditionFailedException;
import run.leger.setec.SecretName;

/**
 * Somebody else wrote to the same secret: another version is active than the one expected. Found by looking, since the server cannot compare and
 * set, so its status is the one that such a server would answer.
 */
public final class WriteConflictException extends PreconditionFailedException {
    private static final long serialVersionUID = 1L;

    private final transient SecretName name;
    private final transient WriteProgress progress;

    WriteConflictException(SecretName name, String what, WriteProgress progress) {
        super(
                "write of " + name,
                412,
                what + "; " + (progress.isUntouched() ? "nothing was changed" : progress.text()),
                "look at what the other writer did, then plan the write anew"
                        + (progress.isUntouched() ? "" : "; " + progress.remedy()));
        this.name = name;
        this.progress = progress;
    }

    /**
     * Returns which secret was written by another.
     *
     * @return the name
     */
    public SecretName name() {
        return name;
    }

    /**
     * Returns how far the write came.
     *
     * @return what was done and what was not
     */
    public WriteProgress progress() {
        return progress;
    }
}
