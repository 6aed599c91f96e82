package run.leger.setec.rotate;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.leger.core.AccessDeniedException;
import run.leger.core.CallInterruptedException;
import run.leger.core.ClientClosedException;
import run.leger.core.DeadlineExceededException;
import run.leger.core.LegerException;
import run.leger.core.NotFoundException;
import run.leger.core.Observer;
import run.leger.core.Phase;
import run.leger.core.Retry;
import run.leger.setec.Secret;
import run.leger.setec.SecretInfo;
import run.leger.setec.SecretName;
import run.leger.setec.SecretUnavailableException;
import run.leger.setec.SecretValue;
import run.leger.setec.SecretVersion;
import run.leger.setec.VersionedSource;

/**
 * All versions of a secret, kept fresh: make things with the active one, read things with whichever they were made with. {@link SigningKeys} does that
 * with signatures.
 *
 * <pre>{@code
 * try (Keyring keys = Keyring.builder(setec, SecretName.of("prod/cookie-key")).following(store.secret(...)).open()) {
 *     SecretValue key = keys.active();
 *     Optional<SecretValue> old = keys.get(SecretVersion.of(3));
 * }
 * }</pre>
 *
 * <p>An update asks which versions there are, fetches those that are new, and serves them all at once or, if one could not be had, none. After a failure
 * the keys of before are served, and it is tried again by itself: soon, unless the secret is missing or denied. Where a version or the secret is gone,
 * and where a version is there again, every other one is fetched anew: the secret may have been deleted and made again, with other values under the same
 * numbers. That is also done once a day.
 *
 * <p>Reading never blocks. Safe for use by many threads.
 *
 * <p>Right: {@code info} and {@code get}. Mirrors {@code setec.Keyring}.
 */
public final class Keyring implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Keyring.class);
    private static final Duration WHOLE_AFTER = Duration.ofDays(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration MISS_INTERVAL = Duration.ofSeconds(5);

    private record Keys(SecretVersion active, Map<SecretVersion, SecretValue> values, Set<SecretVersion> deleted) {}

    private final VersionedSource source;
    private final SecretName name;
    private final DeletedVersions deletedVersions;
    private final Optional<Duration> interval;
    private final RotateThreads threads;
    private final LongUnaryOperator random;
    private final Retry retry;
    private final Meter meter;
    private final Optional<Secret.Subscription> following;
    private final Object lock = new Object();
    private volatile Keys keys;
    private volatile boolean closed;
    private @Nullable CompletableFuture<Optional<LegerException>> running;
    private @Nullable CompletableFuture<Optional<LegerException>> queued;
    private Instant asOf;
    private Instant whole;
    private int failures;
    /** Whether the secret that this follows has changed, and that was not seen here yet. */
    private boolean behind;

    private @Nullable LegerException lastFailure;
    private @Nullable Instant next;
    private Runnable timer = () -> {};
    private @Nullable CompletableFuture<Optional<LegerException>> search;
    private long searchedAt;

    private Keyring(Builder builder) {
        source = builder.source;
        name = builder.name;
        deletedVersions = builder.deleted;
        interval = builder.interval;
        threads = builder.threads;
        random = builder.random;
        meter = builder.meter;
        retry = Retry.standard()
                .withBackoff(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(1))
                .with(Retry.Pause.SLEEP, random);
        keys = fetch(null, true);
        asOf = threads.now();
        whole = asOf;
        following = builder.follows.map(secret -> secret.onChange(value -> follow()));
        synchronized (lock) {
            plan();
        }
        // It may have changed between the fetch and the subscription.
        builder.follows
                .flatMap(secret -> secret.state().version())
                .filter(version -> !version.equals(keys.active))
                .ifPresent(version -> follow());
    }

    /**
     * Starts to describe a keyring.
     *
     * @param source where the versions are; it stays the caller's, and must outlive the keyring
     * @param name which secret
     * @return a builder
     */
    public static Builder builder(VersionedSource source, SecretName name) {
        return new Builder(source, name);
    }

    /**
     * Returns which secret this is.
     *
     * @return the name
     */
    public SecretName name() {
        return name;
    }

    /**
     * Returns the active version, by reference: not to be closed.
     *
     * @return value and version
     */
    public SecretValue active() {
        Keys now = keys;
        return Objects.requireNonNull(now.values.get(now.active));
    }

    /**
     * Returns a version, by reference: not to be closed.
     *
     * @param version which version, not 0
     * @return value and version, or empty where it is not in the keyring
     */
    public Optional<SecretValue> get(SecretVersion version) {
        return Optional.ofNullable(keys.values.get(version));
    }

    /**
     * Returns how this fares. Never blocks.
     *
     * @return the state of the moment
     */
    public KeyringState state() {
        synchronized (lock) {
            return new KeyringState(
                    keys.active,
                    keys.values.keySet(),
                    keys.deleted,
                    asOf,
                    failures,
                    Optional.ofNullable(lastFailure),
                    Optional.ofNullable(next));
        }
    }

    /**
     * Asks the source now, and waits, at most for a minute. All who ask at the same time share one update; who
     * asks while one is under way shares the next.
     *
     * @throws LegerException if it failed: the keys of before are served on
     * @throws CallInterruptedException if the calling thread is interrupted; the update goes on
     * @throws ClientClosedException if this is closed
     */
    public void update() {
        await(begin(false)).ifPresent(failure -> {
            throw failure;
        });
    }

    /**
     * Returns a version as {@link #get} does, after an update where it is not there: somebody may have made something with a key that is newer than what
     * this has. Blocks for that, at most once in 5 s for all callers together, so that made-up versions do not become a storm at the source.
     *
     * @param version which version, not 0
     * @return value and version, or empty where there is none, or the update failed
     */
    public Optional<SecretValue> find(SecretVersion version) {
        Optional<SecretValue> known = get(version);
        if (known.isPresent() || closed) {
            return known;
        }
        await(search())
                .ifPresent(failure ->
                        LOG.debug("looking for version {} of {}: {}", version, name.shown(), failure.toString()));
        return get(version);
    }

    /** Returns the update for a missing version: a new one, or if there was one lately that, or what is under way. */
    @SuppressWarnings("FutureReturnValueIgnored") // it completes the search, that is all
    private CompletableFuture<Optional<LegerException>> search() {
        CompletableFuture<Optional<LegerException>> own = new CompletableFuture<>();
        synchronized (lock) {
            if (search != null && threads.nanos() - searchedAt < MISS_INTERVAL.toNanos()) {
                return search.isDone() && running != null ? running : search;
            }
            search = own;
            searchedAt = threads.nanos();
        }
        begin(false).thenAccept(own::complete);
        return own;
    }

    /** Ends keeping it fresh. The keys stay; {@link #wipe} takes those too. Closing twice does nothing. */
    @Override
    public void close() {
        Stream<CompletableFuture<Optional<LegerException>>> waiting;
        synchronized (lock) {
            closed = true;
            timer.run();
            next = null;
            waiting = Stream.of(running, queued).filter(Objects::nonNull);
        }
        following.ifPresent(Secret.Subscription::close);
        waiting.forEach(answer -> answer.complete(Optional.of(closedError())));
    }

    /** Closes, and overwrites every value that the keyring holds: whoever has one by reference has nothing from then on. */
    public void wipe() {
        close();
        synchronized (lock) {
            keys.values.values().forEach(SecretValue::close);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits; a failure is in the state and the log
    private void soon() {
        begin(false);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // as above
    private void follow() {
        begin(true);
    }

    private CompletableFuture<Optional<LegerException>> begin(boolean changed) {
        CompletableFuture<Optional<LegerException>> own;
        synchronized (lock) {
            if (closed) {
                return CompletableFuture.completedFuture(Optional.of(closedError()));
            }
            behind |= changed;
            if (running != null) {
                // It may have asked before what is to be seen now.
                queued = queued == null ? new CompletableFuture<>() : queued;
                return queued;
            }
            own = new CompletableFuture<>();
            running = own;
            timer.run();
            next = null;
        }
        threads.run(() -> work(own));
        return own;
    }

    private void work(CompletableFuture<Optional<LegerException>> first) {
        for (CompletableFuture<Optional<LegerException>> answer = first; answer != null; ) {
            Optional<LegerException> failure = once();
            CompletableFuture<Optional<LegerException>> another;
            synchronized (lock) {
                another = queued;
                running = another;
                queued = null;
                if (another == null) {
                    plan();
                }
            }
            answer.complete(failure);
            answer = another;
        }
    }

    /** Wipes what was fetched, but not what was held before. */
    @SuppressWarnings("ReferenceEquality") // an equal value may be another object
    private static void discard(Map<SecretVersion, SecretValue> fetched, Map<SecretVersion, SecretValue> held) {
        fetched.values().stream()
                .filter(value -> held.get(value.version()) != value)
                .forEach(SecretValue::close);
    }

    private Optional<LegerException> once() {
        long began = threads.nanos();
        try {
            Instant now = threads.now();
            boolean all = !now.isBefore(whole.plus(WHOLE_AFTER));
            Keys before = keys;
            Keys fetched = fetch(before, all);
            synchronized (lock) {
                if (closed) {
                    discard(fetched.values, before.values);
                    return Optional.of(closedError());
                }
                keys = fetched;
                asOf = now;
                whole = all ? now : whole;
                failures = 0;
                lastFailure = null;
                behind = queued != null && behind;
            }
            meter.time("setec.keyring.updates", "ok", threads.nanos() - began);
            return Optional.empty();
        } catch (LegerException e) {
            return failed(e, began);
        } catch (RuntimeException | Error e) {
            return failed(
                    new SecretUnavailableException(name.shown() + " could not be updated", null, Stripped.of(e)),
                    began);
        }
    }

    private Optional<LegerException> failed(LegerException failure, long began) {
        synchronized (lock) {
            failures++;
            lastFailure = failure;
            if (failure instanceof NotFoundException) {
                // A secret of this name is another one from now on, though with the same numbers.
                whole = Instant.MIN;
            }
        }
        meter.time("setec.keyring.updates", "failed", threads.nanos() - began);
        LOG.warn("the keyring {} was not updated: {}", name.shown(), failure.toString());
        return Optional.of(failure);
    }

    private void plan() {
        if (closed) {
            return;
        }
        Duration pause = null;
        if (lastFailure != null && mayPass(lastFailure) && (behind || interval.isPresent())) {
            pause = retry.pauseAfter(Optional.of(lastFailure), failures);
        } else if (interval.isPresent()) {
            long tenth = Math.max(1, interval.get().toMillis() / 10);
            pause = interval.get().plusMillis(random.applyAsLong(2 * tenth) - tenth);
        }
        timer.run();
        next = pause == null ? null : threads.now().plus(pause);
        timer = pause == null ? () -> {} : threads.after(pause, this::soon);
    }

    private static boolean mayPass(LegerException failure) {
        return !(failure instanceof NotFoundException || failure instanceof AccessDeniedException);
    }

    /** A version can be deleted between the list of versions and its own turn, or the secret be made anew: then all is asked for once more. */
    private Keys fetch(@Nullable Keys before, boolean all) {
        try {
            return read(before, all);
        } catch (NotFoundException e) {
            return read(before, true);
        }
    }

    private Keys read(@Nullable Keys before, boolean all) {
        SecretInfo info = source.info(name);
        Map<SecretVersion, SecretValue> held = before == null ? Map.of() : before.values;
        Set<SecretVersion> gone = new HashSet<>(held.keySet());
        info.versions().forEach(gone::remove);
        Set<SecretVersion> goneBefore = before == null ? Set.of() : before.deleted;
        // A number that was gone is that of another secret where it is there again.
        boolean anew =
                all || !goneBefore.containsAll(gone) || info.versions().stream().anyMatch(goneBefore::contains);
        Map<SecretVersion, SecretValue> values = new LinkedHashMap<>();
        boolean done = false;
        try {
            for (SecretVersion version : info.versions()) {
                // A counter that wrapped leaves a version 0, which nobody can fetch.
                if (!version.isActive()) {
                    SecretValue known = held.get(version);
                    values.put(version, known == null || anew ? same(known, source.getVersion(name, version)) : known);
                }
            }
            if (!values.containsKey(info.activeVersion())) {
                throw new SecretUnavailableException(
                        name.shown() + " has no value under its active version " + info.activeVersion(), null, null);
            }
            done = true;
        } finally {
            if (!done) {
                discard(values, held);
            }
        }
        if (deletedVersions == DeletedVersions.KEEP) {
            gone.forEach(version -> values.put(version, held.get(version)));
        } else {
            gone.clear();
        }
        return new Keys(info.activeVersion(), Map.copyOf(values), Set.copyOf(gone));
    }

    /** Keeps the object where nothing changed, so that what was made from it is kept too. */
    private static SecretValue same(@Nullable SecretValue known, SecretValue fetched) {
        if (known != null && known.equals(fetched)) {
            fetched.close();
            return known;
        }
        return fetched;
    }

    private Optional<LegerException> await(CompletableFuture<Optional<LegerException>> answer) {
        try {
            return threads.await(answer, PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(new CallInterruptedException(
                    "interrupted while the keyring " + name.shown() + " was updated", null, e));
        } catch (TimeoutException e) {
            return Optional.of(new DeadlineExceededException(
                    Phase.TOTAL, PATIENCE, "the keyring " + name.shown() + " was not updated within " + PATIENCE));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private ClientClosedException closedError() {
        return new ClientClosedException("the keyring " + name.shown() + " is closed", null, null);
    }

    @Override
    public String toString() {
        Keys now = keys;
        return "Keyring(" + name.shown() + ", " + now.values.size() + " versions, active " + now.active + ")";
    }

    /** Settings of a {@link Keyring}. */
    public static final class Builder {
        private final VersionedSource source;
        private final SecretName name;
        private DeletedVersions deleted = DeletedVersions.KEEP;
        private Optional<Duration> interval = Optional.of(Duration.ofHours(1));
        private Optional<Secret> follows = Optional.empty();
        private Meter meter = Meter.NONE;
        private RotateThreads threads = SystemThreads.SHARED;
        private LongUnaryOperator random = bound -> ThreadLocalRandom.current().nextLong(bound);

        private Builder(VersionedSource source, SecretName name) {
            this.source = Objects.requireNonNull(source, "source");
            this.name = Objects.requireNonNull(name, "name");
        }

        /**
         * Sets what becomes of versions that the source has no more. Without this they stay.
         *
         * @param policy keep or drop
         * @return this builder
         */
        public Builder deleted(DeletedVersions policy) {
            deleted = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets how often the source is asked, give or take a tenth. Without this it is an hour.
         *
         * @param time the time
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder every(Duration time) {
            interval = Optional.of(TimeSetting.positive(time));
            return this;
        }

        /**
         * Asks the source only when {@link #following} says so, which is tried until it has worked once, or {@link Keyring#update} is called.
         *
         * @return this builder
         */
        public Builder onlyWhenAsked() {
            interval = Optional.empty();
            return this;
        }

        /**
         * Asks the source whenever a store noticed that the secret has another active value, besides the times of {@link #every}.
         *
         * @param secret the store's handle on the same secret
         * @return this builder
         * @throws IllegalArgumentException if it is another secret
         */
        public Builder following(Secret secret) {
            if (!secret.name().equals(name)) {
                throw new IllegalArgumentException("a keyring of " + name.shown() + " cannot follow "
                        + secret.name().shown());
            }
            follows = Optional.of(secret);
            return this;
        }

        /**
         * Sets where this reports how long updates take: {@code setec.keyring.updates}, with {@code outcome} ok or failed.
         *
         * @param observer told of that
         * @param labels go with each metric; never anything secret
         * @return this builder
         */
        public Builder observer(Observer observer, Map<String, String> labels) {
            meter = new Meter(Objects.requireNonNull(observer, "observer"), labels);
            return this;
        }

        /** For tests: another clock and other threads, and no chance. */
        Builder with(RotateThreads keeper, LongUnaryOperator chance) {
            threads = keeper;
            random = chance;
            return this;
        }

        /**
         * Fetches all versions, and keeps them fresh. Blocks until they are there.
         *
         * @return the keyring
         * @throws NotFoundException if there is no such secret
         * @throws run.leger.core.AccessDeniedException if this program may not see or have it
         * @throws LegerException if the source could not give it
         */
        public Keyring open() {
            return new Keyring(this);
        }
    }
}
