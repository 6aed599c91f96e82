package run.leger.core;

/** The answer's head or body is larger than the call allows. The connection was cut; nothing beyond the limit was kept. */
public final class ReplyTooLargeException extends MalformedReplyException {
    private static final long serialVersionUID = 1L;

    private final long limit;

    /**
     * Makes an error.
     *
     * @param limit the limit, in bytes
     * @param message what was too large, and where
     */
    public ReplyTooLargeException(long limit, String message) {
        super(message, "raise the limit in CallOptions if an answer of this size is expected", null);
        this.limit = limit;
    }

    /**
     * Returns the limit that was passed.
     *
     * @return the limit, in bytes
     */
    public long limit() {
        return limit;
    }
}
