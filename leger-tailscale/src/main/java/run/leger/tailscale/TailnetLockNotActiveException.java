package run.leger.tailscale;

import run.leger.core.ApiException;

/** Tailnet Lock is off, as far as this device knows. */
public final class TailnetLockNotActiveException extends ApiException {
    private static final long serialVersionUID = 1L;

    TailnetLockNotActiveException(String endpoint, int status, String serverMessage, String remedy) {
        super(endpoint, status, serverMessage, remedy);
    }
}
