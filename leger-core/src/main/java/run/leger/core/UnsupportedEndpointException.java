package run.leger.core;

import org.jspecify.annotations.Nullable;

/** This version or build of the service does not have the endpoint. */
public class UnsupportedEndpointException extends ApiException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an error.
     *
     * @param endpoint the operation, as {@code METHOD /path}
     * @param status the HTTP status
     * @param serverMessage what the service said
     * @param remedy what the reader can do about it, or null
     */
    public UnsupportedEndpointException(String endpoint, int status, String serverMessage, @Nullable String remedy) {
        super(endpoint, status, serverMessage, remedy);
    }
}
