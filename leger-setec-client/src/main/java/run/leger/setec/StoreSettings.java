package run.leger.setec;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import run.leger.core.Observer;
import run.leger.setec.cache.SecretCache;

/** All that a store was told, with its defaults filled in. */
record StoreSettings(
        SecretSource source,
        Map<SecretName, Declared> declared,
        Optional<SecretCache> cache,
        CacheMode mode,
        Optional<Duration> pollInterval,
        int parallelism,
        Duration requestDeadline,
        Duration pollDeadline,
        Duration verifyEvery,
        Optional<SecretPolicy> lookups,
        Optional<Duration> expiry,
        Observer observer,
        NameLabel label,
        Supplier<StoreThreads> threads,
        LongUnaryOperator random) {
    /** A name that the program said it uses. */
    record Declared(boolean required, SecretPolicy policy) {}

    private static final Duration LONGEST = Duration.ofDays(36500);

    /** No longer than what any clock can add. */
    static Duration bounded(Duration time) {
        return time.compareTo(LONGEST) > 0 ? LONGEST : time;
    }

    /** A random time around this one: 0.1 gives nine to eleven tenths of it. */
    Duration around(Duration time, double part) {
        long millis = Math.max(1, bounded(time).toMillis());
        long width = (long) (millis * part);
        return Duration.ofMillis(Math.max(1, millis - width + random.applyAsLong(2 * width + 1)));
    }
}
