package run.leger.tailscale;

import run.leger.core.ApiException;

/** No certificate can be had for that name on this device. */
public final class CertificateUnavailableException extends ApiException {
    private static final long serialVersionUID = 1L;

    private final String domain;

    CertificateUnavailableException(String endpoint, int status, String serverMessage, String domain, String remedy) {
        super(endpoint, status, serverMessage, remedy);
        this.domain = domain;
    }

    /**
     * Returns the name that was asked for.
     *
     * @return the name; it may begin with {@code *.}
     */
    public String domain() {
        return domain;
    }
}
