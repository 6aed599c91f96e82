package run.leger.core;

import org.jspecify.annotations.Nullable;

/** The other side closed or broke the connection before the answer was complete. The call may or may not have taken effect. */
public final class ConnectionLostException extends TransportException {
    private static final long serialVersionUID = 1L;

    private final boolean bodyUnsent;

    /**
     * Makes an error.
     *
     * @param message what happened, and where
     * @param remedy what the reader can do about it, or null
     * @param cause the underlying failure, or null
     */
    public ConnectionLostException(String message, @Nullable String remedy, @Nullable Throwable cause) {
        this(message, remedy, cause, false);
    }

    /**
     * Makes an error.
     *
     * @param message what happened, and where
     * @param remedy what the reader can do about it, or null
     * @param cause the underlying failure, or null
     * @param bodyUnsent what {@link #bodyUnsent} tells
     */
    public ConnectionLostException(
            String message, @Nullable String remedy, @Nullable Throwable cause, boolean bodyUnsent) {
        super(message, remedy, cause);
        this.bodyUnsent = bodyUnsent;
    }

    /**
     * Tells whether the request had a body with {@code Expect: 100-continue}, and the connection broke before the server asked for it. Of such a
     * request nothing was done that needs its body, and it may be sent again whatever its method is.
     *
     * @return whether the body was kept back
     */
    public boolean bodyUnsent() {
        return bodyUnsent;
    }
}
