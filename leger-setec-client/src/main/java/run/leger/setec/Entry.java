package run.leger.setec;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import run.leger.core.LegerException;
import run.leger.core.NotFoundException;

/** What a store knows of one secret. Every method is short and blocks on nothing outside of this process. */
final class Entry {
    private static final String CACHE = "cache";

    final SecretName name;
    final boolean declared;
    final boolean required;
    private final SecretPolicy policy;
    private final Consumer<SecretChange> changes;

    /** What handles give out: null where there is no value, or none that is fresh enough. */
    volatile @Nullable SecretValue served;
    /** Whether a handle was read since this was last asked. Races lose nothing but a read that another one repeats. */
    private boolean touched;

    private final List<Consumer<SecretValue>> listeners = new ArrayList<>();
    private final Map<SecretVersion, SecretValue> versions = new HashMap<>();
    private WeakReference<@Nullable StoreSecret> handle = new WeakReference<>(null);
    private @Nullable SecretValue held;
    private @Nullable String origin;
    /** Whether the source itself has given the value, in this process. */
    private boolean confirmed;

    private @Nullable Instant asOf;
    private @Nullable LegerException lastFailure;
    private int failures;
    private @Nullable Instant due;
    private @Nullable Instant fullDue;
    /** Whether the source said that there is no such secret: one of that name is another one from then on. */
    private boolean gone;

    private boolean stale;
    private boolean dropped;
    private boolean wiped;
    /** Whether it is time to see which of the remembered versions still exist. */
    private boolean versionsDue;

    private long lastAccess;
    private long writes;
    private int writing;
    private @Nullable Request request;

    Entry(SecretName name, boolean declared, boolean required, SecretPolicy policy, Consumer<SecretChange> changes) {
        this.name = name;
        this.declared = declared;
        this.required = required;
        this.policy = policy;
        this.changes = changes;
    }

    void touch() {
        if (!touched) {
            touched = true;
        }
    }

    /** The same handle for as long as somebody holds it; null where this was dropped. */
    synchronized @Nullable StoreSecret handle(SecretStore store) {
        if (dropped) {
            return null;
        }
        StoreSecret given = handle.get();
        if (given == null) {
            given = new StoreSecret(this, store);
            handle = new WeakReference<>(given);
        }
        return given;
    }

    synchronized boolean hasValue() {
        return held != null;
    }

    synchronized @Nullable SecretValue held() {
        return held;
    }

    /** Whether the source was never asked in this process. */
    synchronized boolean isUnasked() {
        return !confirmed && lastFailure == null;
    }

    synchronized boolean isConfirmed() {
        return confirmed;
    }

    synchronized @Nullable LegerException lastFailure() {
        return lastFailure;
    }

    boolean waitsFor(FailureKind kind) {
        return kind == FailureKind.NOT_FOUND ? policy.waitsForMissing() : kind.isPassing();
    }

    /** The request under way if it is good enough, or else this one, which the caller then has to make. */
    synchronized Request join(Request own) {
        if (request != null && (request.full || !own.full)) {
            return request;
        }
        request = own;
        return own;
    }

    synchronized void left(Request own) {
        if (request == own) {
            request = null;
        }
    }

    /** What to ask with: the version held, or null where the value has to come whole. */
    synchronized @Nullable SecretVersion condition(boolean full, Instant time) {
        SecretValue now = held;
        boolean whole = full || fullDue == null || !time.isBefore(fullDue);
        return now == null || whole ? null : now.version();
    }

    /** The number of writes that have begun: an answer to a question of before may be older than what was written. */
    synchronized long writes() {
        return writes;
    }

    /** The cached value, which is believed until the source is asked. */
    synchronized void load(CachedSecret cached) {
        held = cached.value();
        origin = held == null ? null : CACHE;
        asOf = cached.asOf();
        lastAccess = cached.lastAccess();
        versions.putAll(cached.versions());
        served = held;
    }

    /**
     * Takes an answer of the source, unless something was written meanwhile.
     *
     * @param fresh the value, or null for "unchanged"
     * @param next when to ask again, or null for never
     * @param nextFull when to ask for the whole value again, or null where that was not asked for now
     * @return how the value is now against before
     */
    synchronized Outcome answered(
            @Nullable SecretValue fresh,
            String from,
            Instant now,
            long asked,
            @Nullable Instant next,
            @Nullable Instant nextFull) {
        if (wiped || held != null && (asked != writes || writing > 0)) {
            if (fresh != null) {
                fresh.close();
            }
            // What is being written says when to ask again; until then it must not be due all the time.
            due = next;
            return Outcome.OVERTAKEN;
        }
        heard(from, now, next);
        fullDue = nextFull != null ? nextFull : fullDue;
        versionsDue |= nextFull != null || fresh != null;
        if (fresh == null || isHeld(fresh)) {
            if (fresh != null) {
                forgetOfAnother(fresh);
                fresh.close();
            }
            freshen();
            return Outcome.UNCHANGED;
        }
        return install(fresh);
    }

    private void heard(String from, Instant now, @Nullable Instant next) {
        confirmed = true;
        origin = from;
        asOf = now;
        due = next;
        lastFailure = null;
        failures = 0;
    }

    private boolean isHeld(SecretValue fresh) {
        return held != null
                && held.version().equals(fresh.version())
                && held.value().equals(fresh.value());
    }

    private Outcome install(SecretValue fresh) {
        boolean rotated = held != null;
        forgetOfAnother(fresh);
        held = fresh;
        freshen();
        // Under this lock, so that nobody hears of two changes in the wrong order. They only take a note of it.
        listeners.forEach(listener -> listener.accept(fresh));
        changes.accept(new SecretChange(name, fresh));
        return rotated ? Outcome.ROTATED : Outcome.FIRST;
    }

    /** Forgets the versions of a secret that was deleted and made anew: only that has another value under a number that was known. */
    private void forgetOfAnother(SecretValue fresh) {
        SecretValue known = version(fresh.version());
        if (gone || known != null && !known.value().equals(fresh.value())) {
            versions.clear();
        }
        gone = false;
    }

    private void freshen() {
        stale = false;
        served = held;
    }

    synchronized int failed(LegerException failure, @Nullable Instant next) {
        if (failure instanceof NotFoundException) {
            // What comes next must come whole: "unchanged" compares numbers, and those begin anew.
            gone = true;
            fullDue = null;
        }
        lastFailure = failure;
        due = next;
        return ++failures;
    }

    synchronized int failures() {
        return failures;
    }

    synchronized @Nullable Instant due() {
        return due;
    }

    synchronized void due(@Nullable Instant when) {
        due = when;
    }

    /** When the value becomes too old, or null where it does not or is already. */
    synchronized @Nullable Instant staleAt() {
        return held == null || stale || asOf == null || policy.maxStale().isEmpty()
                ? null
                : asOf.plus(StoreSettings.bounded(policy.maxStale().get()));
    }

    /** Marks the value as too old where it is, and tells whether it just became so. */
    synchronized boolean ages(Instant now) {
        Duration most = policy.maxStale().orElse(null);
        if (most == null || held == null || wiped) {
            return false;
        }
        boolean old = asOf == null || Duration.between(asOf, now).compareTo(most) > 0;
        boolean turned = old && !stale;
        stale = old;
        served = old && policy.whenStale() == WhenStale.FAIL ? null : held;
        return turned;
    }

    /** The clock was set back: nothing can be from the future, and nothing should wait for it. */
    synchronized void clockWentBack(Instant now) {
        asOf = asOf != null && asOf.isAfter(now) ? now : asOf;
        due = due == null ? null : now;
        fullDue = fullDue == null ? null : now;
    }

    synchronized SecretState state() {
        return new SecretState(
                Optional.ofNullable(held).map(SecretValue::version),
                Optional.ofNullable(held == null ? null : origin),
                Optional.ofNullable(held == null ? null : asOf),
                Optional.ofNullable(lastFailure),
                Optional.ofNullable(due),
                stale);
    }

    synchronized SecretUnavailableException unavailable() {
        String remedy = lastFailure == null ? null : lastFailure.remedy().orElse(null);
        if (wiped) {
            return new SecretUnavailableException(name.shown() + " was wiped with its store", null, null);
        }
        if (held == null) {
            return new SecretUnavailableException(
                    name.shown() + " has no value" + (lastFailure == null ? " yet" : ""), remedy, lastFailure);
        }
        return new SecretUnavailableException(
                name.shown() + " is older than it may be: "
                        + (asOf == null ? "the source has not been heard from yet" : "last heard of at " + asOf),
                remedy,
                lastFailure);
    }

    synchronized void listen(Consumer<SecretValue> listener) {
        listeners.add(listener);
    }

    synchronized void unlisten(Consumer<SecretValue> listener) {
        listeners.remove(listener);
    }

    /** What a cache should hold; null where nothing can be held. */
    synchronized @Nullable CachedSecret toCache(Instant now) {
        noteAccess(now);
        return held == null ? null : new CachedSecret(held, Map.copyOf(versions), lastAccess, asOf);
    }

    private void noteAccess(Instant now) {
        if (touched) {
            touched = false;
            lastAccess = now.getEpochSecond();
        }
    }

    /** Drops this where nobody uses it: no handle, no listener, and no read for so long. */
    synchronized boolean drop(Instant now, Duration unread) {
        noteAccess(now);
        dropped = isUnused() && now.getEpochSecond() - lastAccess > unread.toSeconds();
        return dropped;
    }

    /** Drops this where there is nothing in it, and nobody uses it. */
    synchronized boolean dropEmpty() {
        dropped = isUnused() && held == null && versions.isEmpty();
        return dropped;
    }

    private boolean isUnused() {
        return !declared && handle.get() == null && listeners.isEmpty() && request == null && writing == 0;
    }

    /** A version that is remembered, or held as the active one. */
    synchronized @Nullable SecretValue version(SecretVersion version) {
        return held != null && held.version().equals(version) ? held : versions.get(version);
    }

    /** Remembers a version, unless something else is known by that number. */
    synchronized SecretValue remember(SecretValue fresh) {
        SecretValue known = version(fresh.version());
        if (known != null) {
            fresh.close();
            return known;
        }
        if (!wiped) {
            versions.put(fresh.version(), fresh);
        }
        return fresh;
    }

    /** Tells, once, that it is time to see which of the remembered versions still exist. */
    synchronized boolean takeVersionsDue() {
        boolean is = versionsDue && !versions.isEmpty();
        versionsDue = false;
        return is;
    }

    /** Forgets the versions that are not among these. They are not wiped: somebody may hold them. */
    synchronized boolean keepVersions(Collection<SecretVersion> existing) {
        return versions.keySet().retainAll(existing);
    }

    /**
     * Announces a write, after which answers to earlier questions do not count. Returns its number; 0 where another one is under way; or less, and
     * announces nothing, where this was dropped.
     */
    synchronized long beginWrite() {
        if (dropped) {
            return -1;
        }
        writes++;
        return writing++ == 0 ? writes : 0;
    }

    /**
     * Ends a write, and takes its value if the write had the secret for itself: only then is that the active one for sure.
     *
     * @param fresh the value, or null where it is not known whether it was written
     * @return OVERTAKEN where the source has to be asked
     */
    synchronized Outcome endWrite(
            long number, @Nullable SecretValue fresh, String from, Instant now, @Nullable Instant next) {
        boolean alone = number == writes;
        writing--;
        writes++;
        // Who asks from now on must not share an answer from before.
        request = null;
        if (!alone || fresh == null || wiped) {
            due = now;
            return Outcome.OVERTAKEN;
        }
        if (held != null) {
            versions.put(held.version(), held);
        }
        heard(from, now, next);
        return install(fresh);
    }

    synchronized void wipe() {
        wiped = true;
        served = null;
        if (held != null) {
            held.close();
        }
        versions.values().forEach(SecretValue::close);
        versions.clear();
    }

    /** Takes the value of another entry for the same name, which was made at the same time; that one is used no more. */
    Entry adopt(Entry other) {
        SecretValue value = other.held();
        synchronized (this) {
            if (held == null && value != null) {
                confirmed = true;
                origin = other.origin;
                asOf = other.asOf;
                fullDue = other.fullDue;
                due = other.due;
                install(value);
            }
        }
        return this;
    }

    /** One request to the source, which many may wait for. */
    static final class Request {
        final CompletableFuture<SecretValue> answer = new CompletableFuture<>();
        /** Whether "unchanged" is no answer to it. */
        final boolean full;

        Request(boolean full) {
            this.full = full;
        }
    }

    /** What an answer did. */
    enum Outcome {
        FIRST,
        ROTATED,
        UNCHANGED,
        OVERTAKEN
    }
}
