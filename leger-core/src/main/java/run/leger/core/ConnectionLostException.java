package run.leger.core;

import org.jspecify.annotations.Nullable;

/** The other side closed or broke the connection before the answer was complete. The call may or may not have taken effect. */
public final class ConnectionLostException extends TransportException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an error.
     *
     * @param message what happened, and where
     * @param remedy what the reader can do about it, or null
     * @param cause the underlying failure, or null
     */
    public ConnectionLostException(String message, @Nullable String remedy, @Nullable Throwable cause) {
        super(message, remedy, cause);
    }
}
