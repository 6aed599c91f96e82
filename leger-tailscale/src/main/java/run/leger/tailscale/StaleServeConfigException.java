package run.leger.tailscale;

import run.leger.core.PreconditionFailedException;

/** What is served was changed by somebody else since it was read, and so this change was not made. */
public final class StaleServeConfigException extends PreconditionFailedException {
    private static final long serialVersionUID = 1L;

    StaleServeConfigException(PreconditionFailedException e) {
        super(
                e.endpoint(),
                e.status(),
                e.serverMessage(),
                "read the serve config again, make the change to that, and set it with its own ETag; editServeConfig does so");
    }
}
