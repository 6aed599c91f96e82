package run.leger.tailscale;

import run.leger.core.ApiException;

/** The device is logged in, and an admin of the tailnet must approve it. */
public final class NeedsApprovalException extends BackendStateException {
    private static final long serialVersionUID = 1L;

    NeedsApprovalException(ApiException failure, BackendState state, String remedy) {
        super(failure, state, remedy);
    }
}
