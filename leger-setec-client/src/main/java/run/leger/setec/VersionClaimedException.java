package run.leger.setec;

import run.leger.core.PreconditionFailedException;

/** The version that was to be created exists, or existed once: a number is used up for as long as its secret lives. */
public final class VersionClaimedException extends PreconditionFailedException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an error.
     *
     * @param endpoint the operation
     * @param status the HTTP status
     * @param serverMessage what the service said
     */
    public VersionClaimedException(String endpoint, int status, String serverMessage) {
        super(
                endpoint,
                status,
                serverMessage,
                "choose a version that was never used for this secret, or let put choose one; deleted versions stay used up");
    }
}
