package run.leger.setec;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import run.leger.core.Observer;
import run.leger.setec.cache.SecretCache;

/** Settings of a {@link SecretStore}. */
public final class SecretStoreBuilder {
    private final SecretSource source;
    private final Map<SecretName, StoreSettings.Declared> declared = new TreeMap<>();
    private Optional<SecretCache> cache = Optional.empty();
    private CacheMode mode = CacheMode.STRICT;
    private Optional<Duration> pollInterval = Optional.of(Duration.ofHours(1));
    private int parallelism = 8;
    private Duration requestDeadline = Duration.ofSeconds(30);
    private Duration pollDeadline = Duration.ofMinutes(10);
    private Duration verifyEvery = Duration.ofDays(1);
    private Optional<SecretPolicy> lookups = Optional.empty();
    private Optional<Duration> expiry = Optional.empty();
    private Observer observer = Observer.NONE;
    private NameLabel label = NameLabel.NONE;
    private Supplier<StoreThreads> threads = SystemThreads::new;
    private LongUnaryOperator random = bound -> ThreadLocalRandom.current().nextLong(bound);

    SecretStoreBuilder(SecretSource source) {
        this.source = Objects.requireNonNull(source, "source");
    }

    /**
     * Names secrets that the program cannot do without: {@link #open} waits for them.
     *
     * @param names which secrets
     * @return this builder
     * @throws IllegalArgumentException if a name is empty
     */
    public SecretStoreBuilder declare(SecretName... names) {
        for (SecretName name : names) {
            declare(name, SecretPolicy.standard());
        }
        return this;
    }

    /**
     * Names a secret that the program cannot do without, and what to do when it cannot be had. The last call for a name counts.
     *
     * @param name which secret
     * @param policy what to do
     * @return this builder
     * @throws IllegalArgumentException if the name is empty
     */
    public SecretStoreBuilder declare(SecretName name, SecretPolicy policy) {
        return declare(name, true, policy);
    }

    /**
     * Names secrets that are used where they are there: their handles throw while they have no value. {@link #open} asks for them once, after those that
     * are required, waits for the answer no longer than a second, and opens whatever it is.
     *
     * @param names which secrets
     * @return this builder
     * @throws IllegalArgumentException if a name is empty
     */
    public SecretStoreBuilder optional(SecretName... names) {
        for (SecretName name : names) {
            optional(name, SecretPolicy.standard());
        }
        return this;
    }

    /**
     * Names a secret that is used where it is there, and what to do when it grows old. The last call for a name counts.
     *
     * @param name which secret
     * @param policy what to do
     * @return this builder
     * @throws IllegalArgumentException if the name is empty
     */
    public SecretStoreBuilder optional(SecretName name, SecretPolicy policy) {
        return declare(name, false, policy);
    }

    private SecretStoreBuilder declare(SecretName name, boolean required, SecretPolicy policy) {
        if (name.text().isEmpty()) {
            throw new IllegalArgumentException("a secret's name cannot be empty");
        }
        declared.put(name, new StoreSettings.Declared(required, Objects.requireNonNull(policy, "policy")));
        return this;
    }

    /**
     * Keeps the values from one start to the next. Without this nothing is kept.
     *
     * @param cache where; it stays the caller's
     * @param mode what to believe of it at the start
     * @return this builder
     */
    public SecretStoreBuilder cache(SecretCache cache, CacheMode mode) {
        this.cache = Optional.of(cache);
        return mode(mode);
    }

    /**
     * Sets what {@link #open} waits for; without this, {@link CacheMode#STRICT}. Without a cache, {@link CacheMode#CACHED} is the same as that.
     *
     * @param mode the mode
     * @return this builder
     */
    public SecretStoreBuilder mode(CacheMode mode) {
        this.mode = Objects.requireNonNull(mode, "mode");
        return this;
    }

    /**
     * Sets how often the source is asked; without this, once an hour. Each interval is drawn anew, from nine to eleven tenths of it, so that many
     * programs that started together do not ask together.
     *
     * @param interval the interval; a negative one is none, as {@link #noPolling} has it
     * @return this builder
     * @throws IllegalArgumentException if it is shorter than 10 ms and not negative
     */
    public SecretStoreBuilder pollInterval(Duration interval) {
        if (interval.isNegative()) {
            return noPolling();
        }
        if (interval.compareTo(Duration.ofMillis(10)) < 0) {
            throw new IllegalArgumentException("too short to poll: " + interval + "; noPolling() turns it off");
        }
        pollInterval = Optional.of(interval);
        return this;
    }

    /**
     * Asks the source only when somebody refreshes, and until what came from the cache or is missing was confirmed once.
     *
     * @return this builder
     */
    public SecretStoreBuilder noPolling() {
        pollInterval = Optional.empty();
        return this;
    }

    /**
     * Sets how many requests of a poll run at a time; without this, 8.
     *
     * @param most the number
     * @return this builder
     * @throws IllegalArgumentException if it is not 1 to 256
     */
    public SecretStoreBuilder parallelism(int most) {
        if (most < 1 || most > 256) {
            throw new IllegalArgumentException("not 1 to 256 at a time: " + most);
        }
        parallelism = most;
        return this;
    }

    /**
     * Sets how long one request may take; without this, 30 s.
     *
     * @param deadline the time
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public SecretStoreBuilder requestDeadline(Duration deadline) {
        requestDeadline = positive(deadline);
        return this;
    }

    /**
     * Sets how long a whole poll may take; without this, 10 minutes. What was not asked for by then is asked for later.
     *
     * @param deadline the time
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public SecretStoreBuilder pollDeadline(Duration deadline) {
        pollDeadline = positive(deadline);
        return this;
    }

    /**
     * Sets how often a secret is fetched whole instead of on condition; without this, once a day. Only that notices a secret that was deleted and made
     * anew with the same version number, and costs one entry in the server's audit log for each secret; where explicit versions are remembered,
     * another one for {@code info}. Each time is drawn anew, from half to one and a half of it.
     *
     * @param time the time
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public SecretStoreBuilder verifyEvery(Duration time) {
        verifyEvery = positive(time);
        return this;
    }

    /**
     * Allows names that were not declared, see {@link SecretStore#lookup(SecretName)}.
     *
     * @return this builder
     */
    public SecretStoreBuilder allowLookups() {
        return allowLookups(SecretPolicy.standard());
    }

    /**
     * Allows names that were not declared, see {@link SecretStore#lookup(SecretName)}.
     *
     * @param policy what to do when one of them grows old
     * @return this builder
     */
    public SecretStoreBuilder allowLookups(SecretPolicy policy) {
        lookups = Optional.of(policy);
        return this;
    }

    /**
     * Drops secrets that were not declared and not read for so long; without this they are kept for ever. One whose handle somebody holds, or that has
     * a listener, is never dropped.
     *
     * @param unread the time
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public SecretStoreBuilder expireUnused(Duration unread) {
        expiry = Optional.of(positive(unread));
        return this;
    }

    /**
     * Sets where the store reports what it counts and times:
     *
     * <table>
     * <caption>Metrics</caption>
     * <tr><th>name</th><th>kind</th><th>labels</th></tr>
     * <tr><td>{@code setec.fetches}, {@code setec.fetch.time}</td><td>requests to the source, and how long they took</td><td>{@code kind}: get,
     * conditional, version, info; {@code outcome}: changed, unchanged, ok, or the {@link FailureKind} in small letters; {@code secret}</td></tr>
     * <tr><td>{@code setec.lookups}</td><td>calls of {@code lookup}</td><td>{@code result}: hit, fetched, failed</td></tr>
     * <tr><td>{@code setec.polls}, {@code setec.poll.time}</td><td>polls, and how long they took</td><td>{@code outcome}: ok, partial,
     * failed</td></tr>
     * <tr><td>{@code setec.rotations}</td><td>values that took the place of another one</td><td>{@code secret}</td></tr>
     * <tr><td>{@code setec.cache.writes}</td><td>writes of the cache</td><td>{@code outcome}: ok, failed</td></tr>
     * <tr><td>{@code setec.age}</td><td>gauge, seconds since the source last confirmed a value</td><td>{@code secret}; not without names</td></tr>
     * <tr><td>{@code setec.age.max}, {@code setec.secrets}, {@code setec.missing}, {@code setec.stale}, {@code setec.failing}</td><td>gauges: the
     * oldest age in seconds, and numbers of secrets</td><td>none</td></tr>
     * </table>
     *
     * @param observer told of all that
     * @param label whether there is a label {@code secret}
     * @return this builder
     */
    public SecretStoreBuilder observer(Observer observer, NameLabel label) {
        this.observer = Objects.requireNonNull(observer, "observer");
        this.label = Objects.requireNonNull(label, "label");
        return this;
    }

    /** For tests: another clock and other threads, and no chance. */
    SecretStoreBuilder with(Supplier<StoreThreads> threads, LongUnaryOperator random) {
        this.threads = threads;
        this.random = random;
        return this;
    }

    /**
     * Opens the store. Blocks until every required secret is there; how, is said by the {@link CacheMode}. A secret that is denied, and one that does
     * not exist unless its {@link SecretPolicy} waits for that, ends it as soon as all have been asked for once; anything else is tried again until
     * the deadline, after 100 ms at first and 5 s at most.
     *
     * @param deadline how long to wait
     * @return the store
     * @throws SecretsFailedException if some are missing: it lists each of them, with cause and remedy
     * @throws run.leger.core.CallInterruptedException if the calling thread is interrupted
     * @throws IllegalArgumentException if the deadline is not positive
     * @throws IllegalStateException if no secret is named and lookups are not allowed
     */
    public SecretStore open(Duration deadline) {
        Duration limit = positive(deadline);
        if (declared.isEmpty() && lookups.isEmpty()) {
            throw new IllegalStateException("no secrets are named: declare some, or allowLookups()");
        }
        SecretStore store = new SecretStore(new StoreSettings(
                source,
                Map.copyOf(declared),
                cache,
                mode,
                pollInterval,
                parallelism,
                requestDeadline,
                pollDeadline,
                verifyEvery,
                lookups,
                expiry,
                observer,
                label,
                threads,
                random));
        store.open(limit);
        return store;
    }

    private static Duration positive(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("a time must be positive: " + time);
        }
        return StoreSettings.bounded(time);
    }
}
