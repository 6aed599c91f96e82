package run.leger.setec;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import run.leger.core.CallOptions;
import run.leger.core.LegerException;
import run.leger.core.NotFoundException;

/** Explicit versions: fetched once for all who want one, remembered by the secret's entry, and forgotten when the server has them no more. */
final class Versions {
    private record Key(SecretName name, SecretVersion version) {}

    private final StoreSettings settings;
    private final Fetcher fetcher;
    private final StoreMetrics metrics;
    private final StoreThreads threads;
    private final Map<Key, CompletableFuture<SecretValue>> requests = new ConcurrentHashMap<>();

    Versions(StoreSettings settings, StoreThreads threads, Fetcher fetcher, StoreMetrics metrics) {
        this.settings = settings;
        this.threads = threads;
        this.fetcher = fetcher;
        this.metrics = metrics;
    }

    VersionedSource source() {
        if (settings.source() instanceof VersionedSource versioned) {
            return versioned;
        }
        throw new IllegalStateException(settings.source().description() + " has no versions but the active one");
    }

    /**
     * Fetches, or joins who does; the entry is only made when there is something to remember. What is known is looked at once more: whoever had it
     * fetched may have been done between the caller's look and now.
     */
    CompletableFuture<SecretValue> fetch(
            SecretName name,
            SecretVersion version,
            Supplier<@Nullable SecretValue> known,
            Function<SecretName, Entry> entry,
            Executor workers) {
        VersionedSource source = source();
        Key key = new Key(name, version);
        CompletableFuture<SecretValue> own = new CompletableFuture<>();
        CompletableFuture<SecretValue> other = requests.putIfAbsent(key, own);
        if (other != null) {
            return other;
        }
        SecretValue meanwhile = known.get();
        if (meanwhile != null) {
            requests.remove(key);
            own.complete(meanwhile);
            return own;
        }
        workers.execute(() -> {
            try {
                SecretValue fresh = timed(
                        name,
                        "version",
                        limit -> source.with(CallOptions.deadline(limit)).getVersion(name, version));
                SecretValue remembered = entry.apply(name).remember(fresh);
                requests.remove(key);
                own.complete(remembered);
            } catch (RuntimeException | Error e) {
                requests.remove(key);
                own.completeExceptionally(e);
            }
        });
        return own;
    }

    /** Forgets, when it is time to look, what the server has no more. Where that cannot be known, everything stays. */
    boolean prune(Entry entry) {
        if (!entry.takeVersionsDue() || !(settings.source() instanceof VersionedSource source)) {
            return false;
        }
        try {
            SecretInfo info = timed(
                    entry.name,
                    "info",
                    limit -> source.with(CallOptions.deadline(limit)).info(entry.name));
            return entry.keepVersions(info.versions());
        } catch (NotFoundException e) {
            return entry.keepVersions(List.of());
        } catch (LegerException e) {
            return false;
        }
    }

    private <T> T timed(SecretName name, String kind, Function<Duration, T> call) {
        long begin = threads.nanos();
        String outcome = "ok";
        try {
            Duration limit = settings.requestDeadline();
            return fetcher.call(limit, name, () -> call.apply(limit));
        } catch (LegerException e) {
            outcome = FailureKind.of(e).word();
            throw e;
        } finally {
            metrics.fetched(name, kind, outcome, threads.nanos() - begin);
        }
    }
}
