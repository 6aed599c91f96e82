package run.leger.tailscale;

import run.leger.core.AccessDeniedException;

/** The daemon wants a token, as the LocalAPI of the macOS app and of tsnet does, and was given none. */
public final class TokenRequiredException extends AccessDeniedException {
    private static final long serialVersionUID = 1L;

    TokenRequiredException(String endpoint, int status, String serverMessage) {
        super(
                endpoint,
                status,
                serverMessage,
                "give the client the port and the token of this node: TailscaleClient.builder().loopback(port, token)");
    }
}
