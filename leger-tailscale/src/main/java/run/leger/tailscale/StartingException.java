package run.leger.tailscale;

import run.leger.core.ApiException;

/** The daemon is still starting or connecting, or in a state that this version does not know. */
public final class StartingException extends BackendStateException {
    private static final long serialVersionUID = 1L;

    StartingException(ApiException failure, BackendState state, String remedy) {
        super(failure, state, remedy);
    }
}
