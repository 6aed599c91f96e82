package run.leger.core;

import java.time.Duration;
import java.util.Map;

/**
 * Where a client reports what it counts and times, for whatever collects metrics. Every method does nothing unless it is overridden.
 *
 * <p>Called on the thread that does the work, at any time and by many threads: return quickly, and throw nothing; what is thrown is logged and
 * stops nothing. Labels are few and of few values, and never hold anything secret. The names are listed where the client takes an observer.
 */
public interface Observer {
    /** Observes nothing. */
    Observer NONE = new Observer() {};

    /**
     * Counts.
     *
     * @param metric the name, such as {@code setec.fetches}
     * @param labels what tells one series from another
     * @param by how many more
     */
    default void count(String metric, Map<String, String> labels, long by) {}

    /**
     * Times something that has ended.
     *
     * @param metric the name
     * @param labels what tells one series from another
     * @param took how long it took
     */
    default void time(String metric, Map<String, String> labels, Duration took) {}

    /**
     * Sets a value that goes up and down.
     *
     * @param metric the name
     * @param labels what tells one series from another
     * @param value what it is now
     */
    default void gauge(String metric, Map<String, String> labels, double value) {}
}
