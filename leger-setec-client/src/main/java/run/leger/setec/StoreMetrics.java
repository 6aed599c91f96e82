package run.leger.setec;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.leger.core.Observer;

/** What a store tells its observer; the names are listed at {@link SecretStoreBuilder#observer}. */
final class StoreMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(SecretStore.class);

    private final Observer observer;
    private final NameLabel label;
    private final Map<SecretName, String> labels = new ConcurrentHashMap<>();

    StoreMetrics(Observer observer, NameLabel label) {
        this.observer = observer;
        this.label = label;
    }

    void fetched(SecretName name, String kind, String outcome, long nanos) {
        if (Observer.NONE.equals(observer)) {
            return;
        }
        Map<String, String> of = labelled(name, Map.of("kind", kind, "outcome", outcome));
        tell(() -> {
            observer.count("setec.fetches", of, 1);
            observer.time("setec.fetch.time", of, Duration.ofNanos(nanos));
        });
    }

    void lookedUp(String result) {
        count("setec.lookups", Map.of("result", result));
    }

    void rotated(SecretName name) {
        count("setec.rotations", labelled(name, Map.of()));
    }

    void polled(String outcome, long nanos) {
        tell(() -> {
            observer.count("setec.polls", Map.of("outcome", outcome), 1);
            observer.time("setec.poll.time", Map.of("outcome", outcome), Duration.ofNanos(nanos));
        });
    }

    void cacheWritten(boolean done) {
        count("setec.cache.writes", Map.of("outcome", done ? "ok" : "failed"));
    }

    void age(SecretName name, double seconds) {
        if (label != NameLabel.NONE) {
            gauge("setec.age", labelled(name, Map.of()), seconds);
        }
    }

    void totals(StoreHealth health, double oldestSeconds) {
        gauge("setec.age.max", Map.of(), oldestSeconds);
        gauge("setec.secrets", Map.of(), health.secrets());
        gauge("setec.missing", Map.of(), health.missing());
        gauge("setec.stale", Map.of(), health.stale());
        gauge("setec.failing", Map.of(), health.failing());
    }

    /** A name that is no longer kept needs no label. */
    void forget(SecretName name) {
        labels.remove(name);
    }

    private void count(String metric, Map<String, String> of) {
        tell(() -> observer.count(metric, of, 1));
    }

    private void gauge(String metric, Map<String, String> of, double value) {
        tell(() -> observer.gauge(metric, of, value));
    }

    private void tell(Runnable call) {
        if (Observer.NONE.equals(observer)) {
            return;
        }
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("an observer of secrets failed", e);
        }
    }

    private Map<String, String> labelled(SecretName name, Map<String, String> others) {
        String text = text(name);
        if (text == null) {
            return others;
        }
        Map<String, String> all = new HashMap<>(others);
        all.put("secret", text);
        return Map.copyOf(all);
    }

    private @Nullable String text(SecretName name) {
        return switch (label) {
            case NONE -> null;
            case PLAIN -> name.text();
            case HASHED -> labels.computeIfAbsent(name, StoreMetrics::hash);
        };
    }

    static String hash(SecretName name) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(name.text().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
