package run.leger.setec.rotate;

/** What becomes of a version in a {@link Keyring} when the source has it no more. */
public enum DeletedVersions {
    /** It stays until the keyring is closed or the program ends, as in Go's. What was made with it can still be read. */
    KEEP,
    /** It goes at the next update: who deletes a version revokes it. */
    DROP
}
