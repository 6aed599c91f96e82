package run.leger.setec;

import run.leger.core.ApiException;

/**
 * The server said that an empty value was stored, but it was not: where the highest version of a secret was deleted, the server takes an
 * empty value for a repetition of it and names the deleted version.
 */
public final class ValueNotStoredException extends ApiException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an error.
     *
     * @param endpoint the operation
     * @param version the version that the server named, and does not have
     */
    public ValueNotStoredException(String endpoint, SecretVersion version) {
        super(
                endpoint,
                200,
                "the server named version " + version + ", which was deleted: the empty value was not stored",
                "store it with createVersion under a number that was never used, or put a value that is not empty first");
    }
}
