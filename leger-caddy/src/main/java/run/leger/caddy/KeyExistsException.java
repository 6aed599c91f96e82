package run.leger.caddy;

import run.leger.core.ApiException;

/** A field that was to be created is there already. */
public final class KeyExistsException extends ApiException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an error.
     *
     * @param endpoint the operation, as {@code METHOD /path}
     * @param status the HTTP status
     * @param serverMessage Caddy's words
     */
    public KeyExistsException(String endpoint, int status, String serverMessage) {
        super(endpoint, status, serverMessage, "replace it, or create another one; nothing was changed");
    }
}
