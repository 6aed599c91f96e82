package run.leger.caddy;

import run.leger.core.ApiException;

/** A path leads through something that is not there, or names an element of an array that has none such. */
public final class InvalidConfigPathException extends ApiException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an error.
     *
     * @param endpoint the operation, as {@code METHOD /path}
     * @param status the HTTP status: 400 of a read, 500 of a write
     * @param serverMessage Caddy's words
     */
    public InvalidConfigPathException(String endpoint, int status, String serverMessage) {
        super(
                endpoint,
                status,
                serverMessage,
                "read what is above that place, and take names and indexes from there; nothing was changed");
    }
}
