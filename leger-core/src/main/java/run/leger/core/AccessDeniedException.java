package run.leger.core;

import org.jspecify.annotations.Nullable;

/** The service knows the caller and does not allow this call. */
public class AccessDeniedException extends ApiException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an error.
     *
     * @param endpoint the operation, as {@code METHOD /path}
     * @param status the HTTP status
     * @param serverMessage what the service said
     * @param remedy what the reader can do about it, or null
     */
    public AccessDeniedException(String endpoint, int status, String serverMessage, @Nullable String remedy) {
        super(endpoint, status, serverMessage, remedy);
    }
}
