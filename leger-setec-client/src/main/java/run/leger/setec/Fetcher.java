package run.leger.setec;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.leger.core.CallInterruptedException;
import run.leger.core.CallOptions;
import run.leger.core.DeadlineExceededException;
import run.leger.core.LegerException;
import run.leger.core.Phase;

/** Asks the source for one secret at a time, each within a deadline; all who want the same answer share one request. */
final class Fetcher {
    private static final Logger LOG = LoggerFactory.getLogger(SecretStore.class);

    private final StoreSettings settings;
    private final StoreThreads threads;
    private final Waiters waiters;
    private final Schedule schedule;
    private final StoreMetrics metrics;
    /** Told of every secret that has another value than before. */
    private final Consumer<Entry> onChange;

    Fetcher(
            StoreSettings settings,
            StoreThreads threads,
            Waiters waiters,
            Schedule schedule,
            StoreMetrics metrics,
            Consumer<Entry> onChange) {
        this.settings = settings;
        this.threads = threads;
        this.waiters = waiters;
        this.schedule = schedule;
        this.metrics = metrics;
        this.onChange = onChange;
    }

    /**
     * Asks, or joins who is asking.
     *
     * @param full whether "unchanged" is not enough, as it is also said of a secret that was deleted and made anew
     * @param limit how long the request may take
     * @param where what runs it
     * @return the value afterwards, or the failure
     */
    CompletableFuture<SecretValue> ask(Entry entry, boolean full, Duration limit, Executor where) {
        Entry.Request own = new Entry.Request(full);
        Entry.Request shared = entry.join(own);
        if (shared == own) {
            where.execute(() -> run(entry, own, limit));
        }
        return shared.answer;
    }

    private void run(Entry entry, Entry.Request request, Duration limit) {
        try {
            SecretValue value = fetch(entry, request.full, limit);
            // Left first: who was woken by the answer and asks again is owed another request.
            entry.left(request);
            request.answer.complete(value);
        } catch (LegerException e) {
            entry.left(request);
            request.answer.completeExceptionally(e);
        } catch (RuntimeException | Error e) {
            // Not a failure of the source but of a program; it must not be due again at once.
            SecretUnavailableException failure = unexpected(entry.name, e);
            entry.failed(failure, schedule.nextPoll());
            entry.left(request);
            request.answer.completeExceptionally(failure);
            LOG.error(
                    "asking for secret {} failed: {}",
                    entry.name.shown(),
                    e.getClass().getName());
        }
    }

    private SecretValue fetch(Entry entry, boolean full, Duration limit) {
        long asked = entry.writes();
        SecretVersion condition = entry.condition(full, threads.now());
        String kind = condition == null ? "get" : "conditional";
        SecretSource source = settings.source().with(CallOptions.deadline(limit));
        long begin = threads.nanos();
        try {
            SecretValue fresh = call(
                    limit,
                    entry.name,
                    () -> condition == null ? source.get(entry.name) : changed(source, entry, condition));
            Instant now = threads.now();
            Entry.Outcome outcome = entry.answered(
                    fresh,
                    source.origin(entry.name),
                    now,
                    asked,
                    schedule.nextPoll(),
                    condition == null ? schedule.nextFull(now) : null);
            metrics.fetched(entry.name, kind, word(outcome), threads.nanos() - begin);
            return settle(entry, outcome);
        } catch (LegerException e) {
            if (waiters.isClosed()) {
                throw Waiters.closedError();
            }
            FailureKind why = FailureKind.of(e);
            metrics.fetched(entry.name, kind, why.word(), threads.nanos() - begin);
            int failures = entry.failed(
                    e, schedule.afterFailure(why, entry.failures() + 1, !entry.isConfirmed(), threads.now()));
            if (failures == 1) {
                LOG.warn("secret {} could not be had: {}", entry.name.shown(), e.getMessage());
            } else {
                LOG.debug("secret {} could not be had, {} times in a row", entry.name.shown(), failures);
            }
            throw e;
        }
    }

    private static @Nullable SecretValue changed(SecretSource source, Entry entry, SecretVersion held) {
        return source.getIfChanged(entry.name, held) instanceof Refresh.Changed fresh ? fresh.secret() : null;
    }

    private static String word(Entry.Outcome outcome) {
        return outcome == Entry.Outcome.FIRST || outcome == Entry.Outcome.ROTATED ? "changed" : "unchanged";
    }

    private SecretValue settle(Entry entry, Entry.Outcome outcome) {
        SecretValue value = entry.held();
        if (value == null) {
            throw entry.unavailable();
        }
        switch (outcome) {
            case FIRST -> onChange.accept(entry);
            case ROTATED -> {
                metrics.rotated(entry.name);
                LOG.info("secret {} is now version {}", entry.name.shown(), value.version());
                onChange.accept(entry);
            }
            case UNCHANGED, OVERTAKEN -> {}
        }
        return value;
    }

    /** Makes a call that is interrupted when its time is up, for sources that know no deadline. */
    <T> T call(Duration limit, SecretName name, Supplier<T> call) {
        Cut cut = new Cut();
        Runnable forget = threads.after(limit, cut);
        boolean late = false;
        try {
            try {
                return call.get();
            } finally {
                forget.run();
                late = cut.end();
            }
        } catch (CallInterruptedException e) {
            throw late ? exceeded(limit, name) : e;
        } catch (LegerException e) {
            throw e;
        } catch (RuntimeException e) {
            throw unexpected(name, e);
        }
    }

    /** The message of what was thrown is not repeated: who knows what it holds. */
    private SecretUnavailableException unexpected(SecretName name, Throwable e) {
        return new SecretUnavailableException(
                settings.source().description() + " failed at " + name.shown() + ": "
                        + e.getClass().getName(),
                null,
                e);
    }

    private static DeadlineExceededException exceeded(Duration limit, SecretName name) {
        return new DeadlineExceededException(
                Phase.TOTAL, limit, name.shown() + ": no answer within " + limit.toMillis() + " ms");
    }
}
