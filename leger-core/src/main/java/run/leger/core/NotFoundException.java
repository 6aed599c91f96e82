package run.leger.core;

import org.jspecify.annotations.Nullable;

/** The thing that the call names does not exist, or is not visible to the caller. */
public class NotFoundException extends ApiException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an error.
     *
     * @param endpoint the operation, as {@code METHOD /path}
     * @param status the HTTP status
     * @param serverMessage what the service said
     * @param remedy what the reader can do about it, or null
     */
    public NotFoundException(String endpoint, int status, String serverMessage, @Nullable String remedy) {
        super(endpoint, status, serverMessage, remedy);
    }
}
