package run.leger.setec;

/** What a store believes of its cache when it starts. In every mode the cache is written, and a damaged one is reported and ignored. */
public enum CacheMode {
    /** Nothing: {@code open} waits until the source itself has given every required secret. A rotation is never missed by a restart. */
    STRICT,
    /**
     * The values in it, until the source has been asked: {@code open} waits only for required secrets that are not there, and the source is asked
     * for all in the background right after. A start while the source is away succeeds with what was last known.
     */
    CACHED,
    /** The values in it, and {@code open} waits for nothing: what is missing is fetched in the background, and its handle throws until then. */
    LAZY
}
