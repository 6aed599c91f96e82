package run.leger.core;

import org.jspecify.annotations.Nullable;

/** The bytes did not make it: nobody answered, the connection broke, or the caller gave up. Subtypes say which. */
public abstract class TransportException extends LegerException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an error.
     *
     * @param message what happened, and where
     * @param remedy what the reader can do about it, or null
     * @param cause the underlying failure, or null
     */
    protected TransportException(String message, @Nullable String remedy, @Nullable Throwable cause) {
        super(message, remedy, cause);
    }
}
