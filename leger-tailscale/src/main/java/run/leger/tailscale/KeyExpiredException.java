package run.leger.tailscale;

import run.leger.core.ApiException;

/** The device's key has expired: it is still known to the tailnet, and somebody must log in again. */
public final class KeyExpiredException extends NeedsLoginException {
    private static final long serialVersionUID = 1L;

    KeyExpiredException(ApiException failure, BackendState state, String authUrl, String remedy) {
        super(failure, state, authUrl, remedy);
    }
}
