package run.leger.setec;

import run.leger.core.ApiException;

/**
 * The server sent the call elsewhere, and this client never follows: after a redirect a POST can become a GET, whose answer would pass for
 * the answer to the call, and a secret could go to another host.
 */
public final class RedirectedException extends ApiException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an error.
     *
     * @param endpoint the operation
     * @param status the HTTP status
     * @param target scheme and host of where to; empty where the server gave only a path or nothing
     */
    public RedirectedException(String endpoint, int status, String target) {
        super(
                endpoint,
                status,
                "redirected" + (target.isEmpty() ? "" : " to " + target) + ", which is not followed",
                "check that the address is that of the Setec server itself, with https and no doubled slash");
    }
}
