package run.leger.tailscale;

import run.leger.core.ApiException;

/** The device is logged out, or its key has expired. */
public final class NeedsLoginException extends BackendStateException {
    private static final long serialVersionUID = 1L;

    NeedsLoginException(ApiException failure, BackendState state, String remedy) {
        super(failure, state, remedy);
    }
}
