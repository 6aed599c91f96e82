package run.leger.core;

/** Somebody answers on the socket who is not one of the users that the caller trusts there. Nothing was sent. */
public final class UntrustedPeerException extends TransportException {
    private static final long serialVersionUID = 1L;

    private final String peer;

    /**
     * Makes an error.
     *
     * @param peer the operating-system user who answers, by name, or by number where it has no name
     * @param message what happened, and where
     * @param remedy what the reader can do about it
     */
    public UntrustedPeerException(String peer, String message, String remedy) {
        super(message, remedy, null);
        this.peer = peer;
    }

    /**
     * Returns the operating-system user who answers.
     *
     * @return its name, or its number as text where it has no name
     */
    public String peer() {
        return peer;
    }
}
