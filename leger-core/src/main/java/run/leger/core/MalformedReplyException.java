package run.leger.core;

import org.jspecify.annotations.Nullable;

/** Somebody answered, but not in the HTTP or JSON that was agreed: the message says at which endpoint and where in the document. */
public class MalformedReplyException extends LegerException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an error.
     *
     * @param message what was wrong, at which endpoint and at which place of the document
     * @param remedy what the reader can do about it, or null
     * @param cause the underlying failure, or null
     */
    public MalformedReplyException(String message, @Nullable String remedy, @Nullable Throwable cause) {
        super(message, remedy, cause);
    }
}
