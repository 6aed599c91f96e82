package run.leger.setec.write;

import run.leger.core.LegerException;

/** A write stopped in the middle, or may have: the server is neither as before nor as planned. The remedy says how to finish and how to undo. */
public final class PartialWriteException extends LegerException {
    private static final long serialVersionUID = 1L;

    private final transient WriteProgress progress;

    PartialWriteException(WriteProgress progress, Throwable cause) {
        super("the write stopped: " + because(cause) + "; " + progress.text(), progress.remedy(), cause);
        this.progress = progress;
    }

    /** Words of errors that are not ours could hold what they were about. */
    static String because(Throwable cause) {
        return cause instanceof LegerException
                ? String.valueOf(cause.getMessage())
                : cause.getClass().getSimpleName();
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
