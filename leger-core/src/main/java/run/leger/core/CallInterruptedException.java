package run.leger.core;

import org.jspecify.annotations.Nullable;

/** The calling thread was interrupted while it waited. Its interrupt flag is set again, and the connection is gone. */
public final class CallInterruptedException extends TransportException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an error.
     *
     * @param message what happened, and where
     * @param remedy what the reader can do about it, or null
     * @param cause the underlying failure, or null
     */
    public CallInterruptedException(String message, @Nullable String remedy, @Nullable Throwable cause) {
        super(message, remedy, cause);
    }
}
