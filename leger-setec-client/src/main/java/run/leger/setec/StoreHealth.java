package run.leger.setec;

import java.time.Instant;
import java.util.Optional;
import run.leger.core.LegerException;

/**
 * How a store fares, in numbers.
 *
 * @param secrets how many names it keeps
 * @param missing how many of them have no value; optional ones count
 * @param stale how many are older than they may be
 * @param failing how many could not be had at the last attempt
 * @param oldest when the source was last heard from about the value that is longest without word, or empty where there is none or its age is not
 *     known
 * @param lastPoll when the last poll ended, or empty where there was none
 * @param nextPoll when the next one begins, or empty where there is none by itself
 * @param lastFailure a failure of the last poll, or empty where it had none
 * @param cacheRefusal why the cache could not be read, or was not believed, at the start; or empty
 * @param cacheFailure why the cache could not be written the last time, or empty
 */
public record StoreHealth(
        int secrets,
        int missing,
        int stale,
        int failing,
        Optional<Instant> oldest,
        Optional<Instant> lastPoll,
        Optional<Instant> nextPoll,
        Optional<LegerException> lastFailure,
        Optional<LegerException> cacheRefusal,
        Optional<LegerException> cacheFailure) {
    /**
     * Tells whether every handle serves a value that is as fresh as it must be.
     *
     * @return whether nothing is missing or stale
     */
    public boolean isWhole() {
        return missing == 0 && stale == 0;
    }
}
