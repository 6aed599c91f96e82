package run.leger.device.publish;

import run.leger.core.LegerException;
import run.leger.tailscale.BackendState;

/** The device has no name in a tailnet, so nothing can be published: it is logged out, or MagicDNS is off. What is published stays. */
public final class NoDeviceNameException extends LegerException {
    private static final long serialVersionUID = 1L;

    NoDeviceNameException(BackendState state) {
        super(
                "this device has no name in a tailnet (tailscaled is in state " + state
                        + "); what was published before stays as it is",
                "leger init says what is missing",
                null);
    }
}
