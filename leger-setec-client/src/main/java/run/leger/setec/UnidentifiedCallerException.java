package run.leger.setec;

import run.leger.core.ApiException;

/**
 * The server could not find out who is calling: the call did not come from a tailnet address, or the grant that applies to this caller is
 * not of the agreed shape, which fails every call.
 */
public final class UnidentifiedCallerException extends ApiException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an error.
     *
     * @param endpoint the operation
     * @param status the HTTP status
     * @param serverMessage what the service said
     */
    public UnidentifiedCallerException(String endpoint, int status, String serverMessage) {
        super(
                endpoint,
                status,
                serverMessage,
                "reach the server from this device's own tailnet address, without a reverse proxy in between; if that is so,"
                        + " check in the tailnet policy that each rule under tailscale.com/cap/secrets has \"action\" and"
                        + " \"secret\" as arrays of strings");
    }
}
