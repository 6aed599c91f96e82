package run.leger.caddy;

import org.jspecify.annotations.Nullable;
import run.leger.core.UnavailableException;

/** No Caddy answers at the address of the admin API. */
public final class CaddyUnavailableException extends UnavailableException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an error.
     *
     * @param reason why nobody answered
     * @param message what happened, and where
     * @param remedy what the reader can do about it, or null
     * @param cause the underlying failure, or null
     */
    public CaddyUnavailableException(
            Reason reason, String message, @Nullable String remedy, @Nullable Throwable cause) {
        super(reason, message, remedy, cause);
    }

    static CaddyUnavailableException of(UnavailableException e) {
        String remedy = switch (e.reason()) {
            case PERMISSION ->
                "let this user write to the socket of Caddy's admin API: give it a group and a mode, as in the global option"
                        + " 'admin unix//run/caddy/admin.sock|0660'";
            case PATH_TOO_LONG, NOT_A_SOCKET, UNKNOWN_HOST, TLS ->
                "give the address that Caddy's global option 'admin' names; the default is http://127.0.0.1:2019";
            default ->
                "start Caddy (systemctl start caddy), and check that its global option 'admin' names this address and is not 'off'";
        };
        return new CaddyUnavailableException(e.reason(), String.valueOf(e.getMessage()), remedy, e);
    }
}
