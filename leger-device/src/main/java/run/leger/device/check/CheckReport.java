package run.leger.device.check;

import java.time.Duration;
import java.util.List;

/**
 * What all checks found.
 *
 * @param results one for each check, in their order
 * @param took how long it took altogether
 */
public record CheckReport(List<CheckResult> results, Duration took) {
    /** Copies the list. */
    public CheckReport {
        results = List.copyOf(results);
    }

    /**
     * Tells whether nothing failed.
     *
     * @return true where no check failed; warnings and skipped checks do not count
     */
    public boolean passed() {
        return count(Outcome.FAIL) == 0;
    }

    /**
     * Counts the checks that ended in one way.
     *
     * @param outcome which way
     * @return how many did
     */
    public long count(Outcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).count();
    }
}
