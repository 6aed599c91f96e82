package run.leger.tailscale;

import run.leger.core.AccessDeniedException;

/** The daemon was given a token that is not its own. */
public final class TokenRejectedException extends AccessDeniedException {
    private static final long serialVersionUID = 1L;

    TokenRejectedException(String endpoint, int status, String serverMessage) {
        super(
                endpoint,
                status,
                serverMessage,
                "get the port and the token anew: both change each time the program that runs this node starts");
    }
}
