package run.leger.setec;

import run.leger.core.ApiException;

/**
 * The value was stored where nobody can fetch it: the highest version, 4294967295, was in use, the server's counter wrapped, and it
 * stored the value as version 0. That number stands for the active version in every call, so returning it would hand the caller another
 * value than the one just stored.
 */
public final class VersionsExhaustedException extends ApiException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an error.
     *
     * @param endpoint the operation
     */
    public VersionsExhaustedException(String endpoint) {
        super(
                endpoint,
                200,
                "the version counter wrapped: the value was stored as version 0, which cannot be fetched or activated",
                "store the value with createVersion under a number that was never used, or delete the secret and put it anew");
    }
}
