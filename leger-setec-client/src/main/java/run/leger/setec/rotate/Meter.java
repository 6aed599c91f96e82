package run.leger.setec.rotate;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.leger.core.Observer;

/** Tells the observer, whatever it does. */
record Meter(Observer observer, Map<String, String> labels) {
    static final Meter NONE = new Meter(Observer.NONE, Map.of());
    private static final Logger LOG = LoggerFactory.getLogger(Meter.class);

    Meter {
        labels = Map.copyOf(labels);
    }

    void count(String metric) {
        tell(() -> observer.count(metric, labels, 1));
    }

    void count(String metric, String outcome) {
        tell(() -> observer.count(metric, with(outcome), 1));
    }

    void time(String metric, String outcome, long nanos) {
        tell(() -> observer.time(metric, with(outcome), Duration.ofNanos(nanos)));
    }

    private Map<String, String> with(String outcome) {
        Map<String, String> all = new HashMap<>(labels);
        all.put("outcome", outcome);
        return Map.copyOf(all);
    }

    private void tell(Runnable call) {
        if (observer.equals(Observer.NONE)) {
            return;
        }
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("an observer of rotating values failed", e);
        }
    }
}
