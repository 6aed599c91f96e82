package run.leger.setec;

import run.leger.core.ApiException;

/**
 * The version that was to be deleted is the active one. The server says only 500 to that; {@code info} was asked to tell why, and the
 * original answer is the suppressed exception.
 */
public final class ActiveVersionException extends ApiException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an error.
     *
     * @param endpoint the operation
     * @param status the HTTP status
     * @param serverMessage what the service said
     */
    public ActiveVersionException(String endpoint, int status, String serverMessage) {
        super(
                endpoint,
                status,
                serverMessage + " (the version is active)",
                "activate another version first, or delete the whole secret");
    }
}
