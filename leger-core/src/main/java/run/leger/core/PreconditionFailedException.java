package run.leger.core;

import org.jspecify.annotations.Nullable;

/** The state has changed since it was read, or a condition of the call does not hold: read again, then decide. */
public class PreconditionFailedException extends ApiException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an error.
     *
     * @param endpoint the operation, as {@code METHOD /path}
     * @param status the HTTP status
     * @param serverMessage what the service said
     * @param remedy what the reader can do about it, or null
     */
    public PreconditionFailedException(String endpoint, int status, String serverMessage, @Nullable String remedy) {
        super(endpoint, status, serverMessage, remedy);
    }
}
