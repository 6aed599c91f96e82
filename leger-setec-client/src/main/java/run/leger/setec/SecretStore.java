package run.leger.setec;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.leger.core.CallOptions;
import run.leger.core.LegerException;
import run.leger.core.SecretBytes;
import run.leger.setec.cache.SecretCache;

/**
 * Keeps the active values of named secrets in memory, asks the source for new ones in the background, and gives out handles that never block.
 *
 * <pre>{@code
 * try (SecretStore store = SecretStore.builder(setec)
 *         .declare(SecretName.of("prod/db"))
 *         .optional(SecretName.of("prod/beta"))
 *         .open(Duration.ofSeconds(30))) {
 *     Secret db = store.secret(SecretName.of("prod/db"));
 *     db.onChange(value -> reconnect(value));
 *     ...
 * }
 * }</pre>
 *
 * <p>What is fetched when: at the start each declared secret, whole; then, at each interval, each known secret on the condition that its version is
 * another one, which costs no entry in the server's audit log; and each of them whole about once a day, see {@link SecretStoreBuilder#verifyEvery}.
 * What fails for a passing reason is asked for sooner, after a sixtieth of the interval at first and never later than the next poll. A failure
 * changes no value: the last good one is served, for ever or as long as its {@link SecretPolicy} allows.
 *
 * <p>Threads: daemons, that exist only while there is something to do: one that waits for the next poll, some that ask, one for each listener that is
 * busy. No lock is held while the source, the cache or a listener is called. Safe for use by many threads, virtual ones too.
 *
 * <p>Right: {@code get} of each secret; {@code info} too where explicit versions are used. Mirrors {@code setec.Store}.
 */
public final class SecretStore implements SecretLookup, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SecretStore.class);
    private static final int LOOKUPS_AT_A_TIME = 16;
    private static final int LISTENERS_AT_A_TIME = 32;

    private final StoreSettings settings;
    private final StoreThreads threads;
    private final Map<SecretName, Entry> entries = new ConcurrentHashMap<>();
    private final Map<SecretName, CompletableFuture<Entry>> cold = new ConcurrentHashMap<>();
    private final Executor askers;
    private final Executor listeners;
    private final Waiters waiters;
    private final Schedule schedule;
    private final StoreMetrics metrics;
    private final Fetcher fetcher;
    private final Versions versions;
    private final Poller poller;
    private final CacheKeeper cache;
    private final Changes changes;

    SecretStore(StoreSettings settings) {
        this.settings = settings;
        threads = settings.threads().get();
        askers = threads.workers("ask", LOOKUPS_AT_A_TIME, true);
        listeners = threads.workers("tell", LISTENERS_AT_A_TIME, false);
        waiters = new Waiters(threads);
        schedule = new Schedule(settings);
        metrics = new StoreMetrics(settings.observer(), settings.label());
        changes = new Changes(listeners);
        cache = new CacheKeeper(
                settings.cache(), threads.workers("cache", 1, false), this::content, threads::now, metrics);
        fetcher = new Fetcher(settings, threads, waiters, schedule, metrics, entry -> cache.save());
        versions = new Versions(settings, threads, fetcher, metrics);
        poller = new Poller(
                settings,
                threads,
                waiters,
                threads.workers("poll", settings.parallelism(), true),
                fetcher,
                schedule,
                metrics,
                new StoreHost());
        settings.declared()
                .forEach(
                        (name, how) -> entries.put(name, new Entry(name, true, how.required(), how.policy(), changes)));
    }

    /**
     * Starts to describe a store.
     *
     * @param source where the secrets come from; it stays the caller's, and must outlive the store
     * @return a builder
     */
    public static SecretStoreBuilder builder(SecretSource source) {
        return new SecretStoreBuilder(source);
    }

    void open(Duration deadline) {
        try {
            load();
            schedule.begin(threads.now());
            new Opening(settings, threads, poller, waiters).await(entries.values(), deadline);
            Instant now = threads.now();
            entries.values().stream().filter(Entry::isUnasked).forEach(entry -> entry.due(now));
            LOG.info("secret store: {}", report());
            poller.start();
        } catch (RuntimeException | Error e) {
            stop();
            entries.values().forEach(Entry::wipe);
            throw e;
        }
    }

    private void load() {
        SortedMap<SecretName, CachedSecret> cached = cache.read();
        cached.forEach((name, secret) -> {
            Entry entry = entries.get(name);
            boolean believed = settings.mode() != CacheMode.STRICT;
            if (believed && entry == null && settings.lookups().isPresent()) {
                entry = lookedUp(name);
                entries.put(name, entry);
            }
            if (believed && entry != null) {
                entry.load(secret);
                entry.ages(threads.now());
            } else {
                secret.wipe();
            }
        });
    }

    private Entry lookedUp(SecretName name) {
        return new Entry(name, false, false, settings.lookups().orElseThrow(), changes);
    }

    /**
     * Returns the handle on a secret that this store knows: declared, optional, or looked up before. Never blocks.
     *
     * @param name which secret
     * @return the handle; that of an optional secret may have no value yet
     * @throws SecretUnavailableException if the name is none of these
     */
    @Override
    public Secret secret(SecretName name) {
        return find(name).orElseThrow(() -> unknown(name));
    }

    /**
     * Returns the handle on a secret if this store knows it. Never blocks.
     *
     * @param name which secret
     * @return the handle, or empty where the name was neither declared nor looked up
     */
    public Optional<Secret> find(SecretName name) {
        Entry entry = entries.get(name);
        return entry == null ? Optional.empty() : Optional.ofNullable(entry.handle(this));
    }

    /**
     * Returns the handle on a secret, after fetching it if it is not known yet, within the time of one request. See {@link #lookup(SecretName,
     * Duration)}.
     *
     * @param name which secret
     * @return the handle, which has a value
     * @throws LegerException as {@link #lookup(SecretName, Duration)} does
     */
    public Secret lookup(SecretName name) {
        return lookup(name, settings.requestDeadline());
    }

    /**
     * Returns the handle on a secret, after fetching it if it is not known yet: from then on it is kept and refreshed like the declared ones. Does
     * not block where there is a value. All who look for the same name at the same time share one request, which goes on for the others when one of
     * them is interrupted or gives up. A failure is not remembered, and nothing is retried.
     *
     * @param name which secret
     * @param deadline how long to wait
     * @return the handle, which has a value
     * @throws run.leger.core.NotFoundException if there is no such secret
     * @throws run.leger.core.AccessDeniedException if this program may not have it
     * @throws SecretUnavailableException if the name was not declared and this store was not built to {@link SecretStoreBuilder#allowLookups}
     * @throws run.leger.core.DeadlineExceededException if the time is up
     * @throws run.leger.core.CallInterruptedException if the calling thread is interrupted
     * @throws run.leger.core.ClientClosedException if it would have to be fetched, and the store is closed
     * @throws LegerException if the source could not give it
     */
    public Secret lookup(SecretName name, Duration deadline) {
        for (; ; ) {
            Entry known = entries.get(name);
            boolean held = known != null && known.hasValue();
            if (!held) {
                waiters.requireOpen();
            }
            Entry entry = known != null && held ? known : fetched(name, known, deadline);
            StoreSecret handle = entry.handle(this);
            if (handle != null) {
                entry.touch();
                metrics.lookedUp(held ? "hit" : "fetched");
                return handle;
            }
        }
    }

    private Entry fetched(SecretName name, @Nullable Entry entry, Duration deadline) {
        try {
            if (entry == null) {
                return waiters.await(coldLookup(name), deadline, name.shown());
            }
            waiters.await(fetcher.ask(entry, false, settings.requestDeadline(), askers), deadline, name.shown());
            return entry;
        } catch (LegerException e) {
            metrics.lookedUp("failed");
            throw e;
        }
    }

    /** A name becomes an entry only when it has a value: names that do not exist leave nothing behind. */
    @SuppressWarnings("FutureReturnValueIgnored") // what the lookup ends with is handed on
    private CompletableFuture<Entry> coldLookup(SecretName name) {
        requireLookups(name);
        CompletableFuture<Entry> own = new CompletableFuture<>();
        CompletableFuture<Entry> other = cold.putIfAbsent(name, own);
        if (other != null) {
            return other;
        }
        Entry known = entries.get(name);
        if (known != null) {
            cold.remove(name);
            own.complete(known);
            return own;
        }
        Entry fresh = lookedUp(name);
        fetcher.ask(fresh, true, settings.requestDeadline(), askers).whenComplete((value, failure) -> {
            Entry kept = fresh;
            if (failure == null) {
                kept = entries.merge(name, fresh, Entry::adopt);
                poller.soon(kept);
                cache.save();
            }
            cold.remove(name);
            if (failure == null) {
                own.complete(kept);
            } else {
                own.completeExceptionally(failure instanceof CompletionException e ? e.getCause() : failure);
            }
        });
        return own;
    }

    private void requireLookups(SecretName name) {
        if (settings.lookups().isEmpty()) {
            throw unknown(name);
        }
    }

    private SecretUnavailableException unknown(SecretName name) {
        return new SecretUnavailableException(
                "the store does not know " + name.shown(),
                settings.lookups().isPresent()
                        ? "fetch it with lookup, or declare it"
                        : "declare it, or build the store with allowLookups and fetch it with lookup",
                null);
    }

    /**
     * Asks the source for everything now, and waits, at most for the time of a poll. All who ask at the same time share one poll, also with the one in
     * the background.
     *
     * @throws SecretsFailedException if some could not be had: their last values stay, and the others are fresh
     * @throws run.leger.core.CallInterruptedException if the calling thread is interrupted; the poll goes on
     * @throws run.leger.core.ClientClosedException if the store is closed
     */
    public void refresh() {
        waiters.requireOpen();
        List<SecretFailure> failures =
                waiters.await(poller.whole(), settings.pollDeadline().plus(settings.requestDeadline()), "a poll");
        if (!failures.isEmpty()) {
            throw new SecretsFailedException(
                    failures.size() + " of " + entries.size() + " secrets could not be refreshed from "
                            + settings.source().description(),
                    failures);
        }
    }

    SecretValue refresh(Entry entry) {
        waiters.requireOpen();
        SecretValue value = waiters.await(
                fetcher.ask(entry, true, settings.requestDeadline(), askers),
                settings.requestDeadline(),
                entry.name.shown());
        poller.soon(entry);
        return value;
    }

    /**
     * Returns the value of one version, from memory if it is known. All who want the same at the same time share one request; it is remembered, in the
     * cache too, and forgotten when the source has it no more, which is looked at when the active value changes and about once a day.
     *
     * <p>Right: {@code get}, and {@code info} to notice deleted versions.
     *
     * @param name which secret; unknown ones need {@link SecretStoreBuilder#allowLookups}, and are kept from then on
     * @param version which version; {@link SecretVersion#ACTIVE} for the active value, as {@link #lookup(SecretName)} gives it
     * @return the value, by reference: the store's, not to be closed
     * @throws IllegalStateException if the source has no versions
     * @throws run.leger.core.NotFoundException if there is no such secret or version
     * @throws LegerException as {@link #lookup(SecretName)} does
     */
    public SecretValue version(SecretName name, SecretVersion version) {
        if (version.isActive()) {
            return lookup(name).current();
        }
        Entry entry = entries.get(name);
        if (entry == null) {
            requireLookups(name);
        } else {
            entry.touch();
        }
        SecretValue known = known(name, version);
        if (known != null) {
            return known;
        }
        waiters.requireOpen();
        SecretValue value = waiters.await(
                versions.fetch(name, version, () -> known(name, version), this::entry, askers),
                settings.requestDeadline(),
                name.shown() + " version " + version);
        cache.save();
        return value;
    }

    private @Nullable SecretValue known(SecretName name, SecretVersion version) {
        Entry entry = entries.get(name);
        return entry == null ? null : entry.version(version);
    }

    private Entry entry(SecretName name) {
        return entries.computeIfAbsent(name, missing -> {
            Entry entry = lookedUp(name);
            entry.due(schedule.nextPoll());
            entry.touch();
            return entry;
        });
    }

    /**
     * Stores a value under a version of the caller's choice and activates it at once; afterwards it is what the handle serves and listeners hear of.
     * Not coalesced: of two callers with one version, one is refused.
     *
     * <p>Can break: every reader of the secret, which gets this value from now on. Right: {@code create-version}. Upstream: {@code
     * VersionedSecret.CreateVersion}.
     *
     * @param name which secret; it need not exist yet, and unknown ones need {@link SecretStoreBuilder#allowLookups}
     * @param version a version that was never used for it
     * @param value the bytes, which stay the caller's to close
     * @throws VersionClaimedException if that version exists or existed
     * @throws InvalidVersionException if the version is 0
     * @throws IllegalStateException if the source has no versions
     * @throws LegerException if the source refused it, or it is not known whether it did: then it is asked soon, unless the name was unknown and
     *     remains so
     */
    public void createVersion(SecretName name, SecretVersion version, SecretBytes value) {
        waiters.requireOpen();
        VersionedSource source = versions.source();
        if (entries.get(name) == null) {
            requireLookups(name);
        }
        // What may fail comes before the write is announced.
        String origin = settings.source().origin(name);
        SecretValue copy = new SecretValue(SecretBytes.take(value.copy()), version);
        Entry entry = entry(name);
        long number = entry.beginWrite();
        while (number < 0) {
            entry = entry(name);
            number = entry.beginWrite();
        }
        Entry.Outcome outcome = Entry.Outcome.OVERTAKEN;
        boolean done = false;
        try {
            source.with(CallOptions.deadline(settings.requestDeadline())).createVersion(name, version, value);
            done = true;
        } finally {
            outcome = entry.endWrite(number, done ? copy : null, origin, threads.now(), schedule.nextPoll());
            if (outcome == Entry.Outcome.OVERTAKEN) {
                copy.close();
            }
            if (!done && entry.dropEmpty()) {
                // A name that does not exist leaves nothing behind; if it does after all, a lookup finds it.
                entries.remove(name, entry);
            }
            poller.soon(entry);
        }
        if (outcome == Entry.Outcome.OVERTAKEN) {
            // Somebody else wrote at the same time: which one came last, only the source knows.
            refresh(entry);
            return;
        }
        if (outcome == Entry.Outcome.ROTATED) {
            metrics.rotated(name);
        }
        cache.save();
    }

    /**
     * Returns all changes, of all secrets, from the subscription on. A slow subscriber gets the latest change of each secret. Ends when the store is
     * closed.
     *
     * @return the publisher, the same at each call
     */
    public Flow.Publisher<SecretChange> changes() {
        return changes;
    }

    Secret.Subscription listen(Entry entry, Consumer<SecretValue> listener) {
        Mailbox<SecretValue> mailbox = new Mailbox<>(listeners, Objects.requireNonNull(listener, "listener"));
        entry.listen(mailbox);
        return () -> {
            entry.unlisten(mailbox);
            mailbox.close();
        };
    }

    /**
     * Returns which secret came from where, and which are missing. Never blocks.
     *
     * @return the report of the moment; at the start it is also one line in the log
     */
    public StoreReport report() {
        List<StoreReport.Line> lines = new TreeMap<>(entries)
                .values().stream()
                        .map(entry -> new StoreReport.Line(entry.name, entry.required, entry.state()))
                        .toList();
        return new StoreReport(
                threads.now(),
                settings.source().description(),
                settings.cache().map(SecretCache::description),
                cache.refusal(),
                cache.failure(),
                lines);
    }

    /**
     * Returns how the store fares. Never blocks.
     *
     * @return the numbers of the moment
     */
    public StoreHealth health() {
        List<SecretState> states = entries.values().stream().map(Entry::state).toList();
        boolean unknownAge = states.stream()
                .anyMatch(state -> state.version().isPresent() && state.asOf().isEmpty());
        return new StoreHealth(
                states.size(),
                (int) states.stream().filter(state -> state.version().isEmpty()).count(),
                (int) states.stream().filter(SecretState::stale).count(),
                (int) states.stream()
                        .filter(state -> state.lastFailure().isPresent())
                        .count(),
                unknownAge
                        ? Optional.empty()
                        : states.stream()
                                .flatMap(state -> state.asOf().stream())
                                .min(Instant::compareTo),
                Optional.ofNullable(poller.lastPoll()),
                waiters.isClosed() ? Optional.empty() : Optional.ofNullable(schedule.nextPoll()),
                Optional.ofNullable(poller.lastFailure()),
                cache.refusal(),
                cache.failure());
    }

    /**
     * Ends polling and listening, frees who waits, writes the cache, and ends the threads. Handles keep the last values; {@link #wipe} takes those
     * too. The source stays open. Closing twice does nothing.
     */
    @Override
    public void close() {
        if (stop()) {
            entries.values().forEach(entry -> entry.due(null));
            // An interrupt would close the file in the middle of the writing.
            boolean interrupted = Thread.interrupted();
            cache.write();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean stop() {
        if (!waiters.close()) {
            return false;
        }
        poller.stop();
        changes.close();
        threads.stop();
        return true;
    }

    /** Closes, and overwrites every value that the store holds: handles, and whoever holds a value by reference, have nothing from then on. */
    public void wipe() {
        close();
        entries.values().forEach(Entry::wipe);
    }

    private SortedMap<SecretName, CachedSecret> content() {
        SortedMap<SecretName, CachedSecret> content = new TreeMap<>();
        Instant now = threads.now();
        entries.forEach((name, entry) -> {
            CachedSecret secret = entry.toCache(now);
            if (secret != null) {
                content.put(name, secret);
            }
        });
        return content;
    }

    /**
     * Returns what this is a store of.
     *
     * @return its source, and how many secrets it keeps
     */
    @Override
    public String toString() {
        return "SecretStore(" + settings.source().description() + ", " + entries.size() + " secrets)";
    }

    private final class StoreHost implements Poller.Host {
        @Override
        public Collection<Entry> entries() {
            return entries.values();
        }

        @Override
        public void asked(Entry entry) {
            if (versions.prune(entry)) {
                cache.save();
            }
        }

        @Override
        public void beforePoll(Instant now) {
            settings.expiry()
                    .ifPresent(unread -> entries.values().removeIf(entry -> {
                        boolean dropped = entry.drop(now, unread);
                        if (dropped) {
                            metrics.forget(entry.name);
                            cache.save();
                        }
                        return dropped;
                    }));
        }

        @Override
        public void afterPoll() {
            cache.saveTimes();
        }

        @Override
        public void tick(Instant now) {
            double oldest = 0;
            for (Entry entry : entries.values()) {
                if (entry.ages(now)) {
                    LOG.warn("secret {} is older than it may be", entry.name.shown());
                }
                Instant asOf = entry.state().asOf().orElse(null);
                if (asOf != null) {
                    double age = Duration.between(asOf, now).toMillis() / 1000.0;
                    metrics.age(entry.name, age);
                    oldest = Math.max(oldest, age);
                }
            }
            metrics.totals(health(), oldest);
        }
    }
}
