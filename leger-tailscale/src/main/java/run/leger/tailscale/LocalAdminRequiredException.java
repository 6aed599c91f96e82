package run.leger.tailscale;

import run.leger.core.AccessDeniedException;

/** The caller may change settings, but only an administrator of this device may let the daemon read its files and Unix sockets. */
public final class LocalAdminRequiredException extends AccessDeniedException {
    private static final long serialVersionUID = 1L;

    LocalAdminRequiredException(AccessDeniedException e, String remedy) {
        super(e.endpoint(), e.status(), e.serverMessage(), remedy);
    }
}
