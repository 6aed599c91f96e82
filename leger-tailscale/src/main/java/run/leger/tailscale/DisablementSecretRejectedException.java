package run.leger.tailscale;

import run.leger.core.BadRequestException;

/** That is none of the secrets that turn Tailnet Lock off. */
public final class DisablementSecretRejectedException extends BadRequestException {
    private static final long serialVersionUID = 1L;

    DisablementSecretRejectedException(String endpoint, int status, String serverMessage, String remedy) {
        super(endpoint, status, serverMessage, remedy);
    }
}
