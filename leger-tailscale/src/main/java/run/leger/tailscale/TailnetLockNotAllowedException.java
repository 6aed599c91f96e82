package run.leger.tailscale;

import run.leger.core.AccessDeniedException;

/** The tailnet may not have Tailnet Lock. */
public final class TailnetLockNotAllowedException extends AccessDeniedException {
    private static final long serialVersionUID = 1L;

    TailnetLockNotAllowedException(String endpoint, int status, String serverMessage, String remedy) {
        super(endpoint, status, serverMessage, remedy);
    }
}
