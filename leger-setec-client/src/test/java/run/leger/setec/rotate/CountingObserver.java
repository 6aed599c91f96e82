package run.leger.setec.rotate;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import run.leger.core.Observer;

/** Counts by name and labels. */
final class CountingObserver implements Observer {
    private final Map<String, Long> counts = new ConcurrentHashMap<>();

    @Override
    public void count(String metric, Map<String, String> labels, long by) {
        counts.merge(metric + new TreeMap<>(labels), by, Long::sum);
    }

    @Override
    public void time(String metric, Map<String, String> labels, Duration took) {
        count(metric, labels, 1);
    }

    long of(String series) {
        return counts.getOrDefault(series, 0L);
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
