package run.leger.tailscale;

import run.leger.core.AccessDeniedException;
import run.leger.core.ApiException;

/** The tailnet has not given this device what the call needs: its policy decides, not a right on this system. */
public final class MissingCapabilityException extends AccessDeniedException {
    private static final long serialVersionUID = 1L;

    private final String capability;

    MissingCapabilityException(ApiException e, String capability, String remedy) {
        super(e.endpoint(), e.status(), e.serverMessage(), remedy);
        this.capability = capability;
    }

    /**
     * Returns what is missing.
     *
     * @return the name of a node capability, such as {@code drive:share}
     */
    public String capability() {
        return capability;
    }
}
