package run.leger.tailscale;

import run.leger.core.ApiException;

/** Only a device whose key Tailnet Lock trusts can do that, and this device's is not. */
public final class TailnetLockKeyNotTrustedException extends ApiException {
    private static final long serialVersionUID = 1L;

    TailnetLockKeyNotTrustedException(String endpoint, int status, String serverMessage, String remedy) {
        super(endpoint, status, serverMessage, remedy);
    }
}
