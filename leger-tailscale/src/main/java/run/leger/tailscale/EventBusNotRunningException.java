package run.leger.tailscale;

import run.leger.core.PreconditionFailedException;

/** This daemon runs without the bus of events inside it, so there is nothing to tell of it. */
public final class EventBusNotRunningException extends PreconditionFailedException {
    private static final long serialVersionUID = 1L;

    EventBusNotRunningException(String endpoint, int status, String serverMessage, String remedy) {
        super(endpoint, status, serverMessage, remedy);
    }
}
