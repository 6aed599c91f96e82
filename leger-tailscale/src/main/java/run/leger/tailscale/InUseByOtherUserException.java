package run.leger.tailscale;

import run.leger.core.ApiException;

/** On Windows: another user of the system has the daemon. */
public final class InUseByOtherUserException extends BackendStateException {
    private static final long serialVersionUID = 1L;

    InUseByOtherUserException(ApiException failure, BackendState state, String remedy) {
        super(failure, state, remedy);
    }
}
