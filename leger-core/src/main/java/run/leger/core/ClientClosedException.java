package run.leger.core;

import org.jspecify.annotations.Nullable;

/** The client or transport was closed, before this call or while it waited. */
public final class ClientClosedException extends TransportException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an error.
     *
     * @param message what happened, and where
     * @param remedy what the reader can do about it, or null
     * @param cause the underlying failure, or null
     */
    public ClientClosedException(String message, @Nullable String remedy, @Nullable Throwable cause) {
        super(message, remedy, cause);
    }
}
