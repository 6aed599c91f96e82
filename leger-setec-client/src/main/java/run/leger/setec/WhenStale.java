package run.leger.setec;

/** What happens to a value that is older than it may be. */
public enum WhenStale {
    /** Its handle throws until the source is heard from again. */
    FAIL,
    /** It is served on; the log and {@link SecretState#stale} say so. */
    WARN
}
