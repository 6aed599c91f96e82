package run.leger.setec;

import run.leger.core.ApiException;

/**
 * The name begins with {@code _internal/}, which the server keeps for itself. Nothing was sent: the server would answer 500 without a
 * reason to most such calls, and let {@code create-version} make a secret that can never be activated or deleted.
 */
public final class ReservedNameException extends ApiException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an error; its status is 500, the server's own answer to such a call.
     *
     * @param endpoint the operation
     */
    public ReservedNameException(String endpoint) {
        super(
                endpoint,
                500,
                "not sent: names that begin with _internal/ are reserved by the server",
                "choose a name that does not begin with _internal/");
    }
}
