package run.leger.device.check;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one check found.
 *
 * @param check which check
 * @param outcome how it ended
 * @param finding what was found, in one line
 * @param evidence the facts behind the finding, by name, in order
 * @param remedy what to do about it, often the exact command; empty where nothing is to be done
 * @param took how long the check ran; zero where it was skipped
 */
public record CheckResult(
        CheckId check,
        Outcome outcome,
        String finding,
        Map<String, String> evidence,
        Optional<String> remedy,
        Duration took) {
    /** Copies the evidence. */
    public CheckResult {
        evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
    }
}
