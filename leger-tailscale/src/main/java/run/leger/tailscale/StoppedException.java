package run.leger.tailscale;

import run.leger.core.ApiException;

/** Tailscale is turned off on this device. */
public final class StoppedException extends BackendStateException {
    private static final long serialVersionUID = 1L;

    StoppedException(ApiException failure, BackendState state, String remedy) {
        super(failure, state, remedy);
    }
}
