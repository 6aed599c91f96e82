package run.leger.setec.rotate;

import org.jspecify.annotations.Nullable;
import run.leger.core.LegerException;

/** What another error was and where it arose, without its words: a program's own errors may repeat the secret that it was given. */
final class Stripped extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int DEEPEST = 8;

    private Stripped(Throwable of, @Nullable Throwable cause) {
        super(of.getClass().getName() + ", without its message", cause, false, true);
        setStackTrace(of.getStackTrace());
    }

    /** Our own errors are kept as they are: they never hold a secret. */
    static Throwable of(Throwable error) {
        return strip(error, DEEPEST);
    }

    private static Throwable strip(Throwable error, int deep) {
        if (error instanceof LegerException) {
            return error;
        }
        Throwable cause = error.getCause();
        return new Stripped(error, cause == null || deep == 0 ? null : strip(cause, deep - 1));
    }
}
