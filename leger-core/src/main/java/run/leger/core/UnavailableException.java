package run.leger.core;

import org.jspecify.annotations.Nullable;

/** Nobody answers at the address: no socket, nobody listening, no right to connect, or a name that does not resolve. */
public class UnavailableException extends TransportException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why nobody answered. New reasons may be added: handle the rest together. */
    public enum Reason {
        /** There is nothing at that path. */
        NO_SOCKET,
        /** Something is at that path, but not a socket: a directory or an ordinary file. */
        NOT_A_SOCKET,
        /** The address exists, and nobody listens there. */
        REFUSED,
        /** Somebody listened there, and broke the connection off before it stood, as a server does that opens its listener anew. */
        RESET,
        /** The operating system does not let this user connect. */
        PERMISSION,
        /** The path is longer than a Unix socket address can be (107 bytes on Linux). */
        PATH_TOO_LONG,
        /** The host name does not resolve. */
        UNKNOWN_HOST,
        /** TLS could not be agreed: an untrusted or expired certificate, or another name. */
        TLS,
        /** Anything else the operating system said. */
        OTHER
    }

    /**
     * Makes an error.
     *
     * @param reason why nobody answered
     * @param message what happened, and where
     * @param remedy what the reader can do about it, or null
     * @param cause the underlying failure, or null
     */
    public UnavailableException(Reason reason, String message, @Nullable String remedy, @Nullable Throwable cause) {
        super(message, remedy, cause);
        this.reason = reason;
    }

    /**
     * Returns why nobody answered.
     *
     * @return the reason
     */
    public final Reason reason() {
        return reason;
    }
}
