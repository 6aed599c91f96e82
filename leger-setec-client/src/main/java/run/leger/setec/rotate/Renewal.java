package run.leger.setec.rotate;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import run.leger.core.CallInterruptedException;
import run.leger.core.DeadlineExceededException;
import run.leger.core.LegerException;
import run.leger.core.Phase;
import run.leger.setec.Secret;
import run.leger.setec.SecretUnavailableException;
import run.leger.setec.SecretValue;

/**
 * Fetches a secret that was refused somewhere: once for all who report it at the same time, and not again for a while, so that a credential that stays
 * wrong does not become a storm at the server.
 */
final class Renewal {
    private final Secret secret;
    private final RotateThreads threads;
    private final Meter meter;
    private final Duration least;
    private final Duration patience;
    private final Supplier<CompletableFuture<?>> afterwards;
    private @Nullable CompletableFuture<Optional<LegerException>> running;
    private Optional<LegerException> last = Optional.empty();
    private boolean ended;
    private long endedAt;

    /** What comes afterwards may take its time; the renewal is over when that is. */
    Renewal(
            Secret secret,
            RotateThreads threads,
            Meter meter,
            Duration least,
            Duration patience,
            Supplier<CompletableFuture<?>> afterwards) {
        this.secret = secret;
        this.threads = threads;
        this.meter = meter;
        this.least = least;
        this.patience = patience;
        this.afterwards = afterwards;
    }

    /** Returns what it failed with. Blocks until it is done. */
    Optional<LegerException> await() {
        meter.count("setec.refused.calls");
        CompletableFuture<Optional<LegerException>> own = new CompletableFuture<>();
        CompletableFuture<Optional<LegerException>> shared;
        synchronized (this) {
            if (running == null && ended && threads.nanos() - endedAt < least.toNanos()) {
                return last;
            }
            shared = running == null ? own : running;
            running = shared;
        }
        if (shared == own) {
            threads.run(() -> refresh(own));
        }
        try {
            return threads.await(shared, patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(new CallInterruptedException(
                    "interrupted while " + secret.name().shown() + " was fetched anew", null, e));
        } catch (TimeoutException e) {
            return Optional.of(new DeadlineExceededException(
                    Phase.TOTAL, patience, secret.name().shown() + " was not renewed within " + patience));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void refresh(CompletableFuture<Optional<LegerException>> answer) {
        Optional<LegerException> failure = Optional.empty();
        String outcome = "failed";
        try {
            SecretValue before = held();
            outcome = secret.refresh().equals(before) ? "unchanged" : "changed";
        } catch (LegerException e) {
            failure = Optional.of(e);
        } catch (RuntimeException | Error e) {
            failure = Optional.of(new SecretUnavailableException(
                    secret.name().shown() + " could not be fetched anew", null, Stripped.of(e)));
        }
        meter.count("setec.refused.refreshes", outcome);
        Optional<LegerException> result = failure;
        if (result.isPresent()) {
            end(answer, result);
        } else {
            afterwards.get().whenComplete((done, error) -> end(answer, result));
        }
    }

    private @Nullable SecretValue held() {
        try {
            return secret.current();
        } catch (SecretUnavailableException e) {
            return null;
        }
    }

    private void end(CompletableFuture<Optional<LegerException>> answer, Optional<LegerException> result) {
        synchronized (this) {
            running = null;
            ended = true;
            endedAt = threads.nanos();
            last = result;
        }
        answer.complete(result);
    }
}
