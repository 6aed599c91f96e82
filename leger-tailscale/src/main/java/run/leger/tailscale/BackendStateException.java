package run.leger.tailscale;

import run.leger.core.ApiException;

/** The daemon answers, but is in a state in which the call cannot work. Subtypes say in which. */
public abstract class BackendStateException extends ApiException {
    private static final long serialVersionUID = 1L;

    private final String state;

    BackendStateException(ApiException failure, BackendState state, String remedy) {
        super(
                failure.endpoint(),
                failure.status(),
                "tailscaled is in state " + state + " (" + failure.serverMessage() + ")",
                remedy);
        this.state = state.wire();
    }

    /**
     * Returns the state.
     *
     * @return the state that the daemon told after the failure
     */
    public final BackendState state() {
        return new BackendState(state);
    }
}
