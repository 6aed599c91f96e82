package run.leger.setec;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a store asks its source: everything at each interval, and what failed for a passing reason sooner, less and less soon. */
final class Schedule {
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final double JITTER = 0.1;

    private final StoreSettings settings;
    private volatile @Nullable Instant nextPoll;
    /** Drawn at each poll, not for each secret, so that what failed together is asked together. */
    private volatile Duration firstWait = Duration.ZERO;

    Schedule(StoreSettings settings) {
        this.settings = settings;
    }

    /** Begins an interval. */
    void begin(Instant now) {
        nextPoll = settings.pollInterval()
                .map(interval -> now.plus(settings.around(interval, JITTER)))
                .orElse(null);
        Duration cap = longestWait();
        Duration sixtieth = cap.dividedBy(60);
        Duration base = sixtieth.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : sixtieth;
        firstWait = settings.around(base.compareTo(cap) < 0 ? base : cap, 0.5);
    }

    private Duration longestWait() {
        return settings.pollInterval().map(StoreSettings::bounded).orElse(LONGEST_WAIT);
    }

    @Nullable
    Instant nextPoll() {
        return nextPoll;
    }

    /** When to ask again for what failed so often in a row; null for not by itself. */
    @Nullable
    Instant afterFailure(FailureKind kind, int failures, boolean wanted, Instant now) {
        Instant poll = nextPoll;
        if (!kind.isPassing() || poll == null && !wanted) {
            return poll;
        }
        Duration cap = longestWait();
        Duration wait = firstWait;
        for (int doubled = 1; doubled < failures && wait.compareTo(cap) < 0; doubled++) {
            wait = wait.multipliedBy(2);
        }
        Instant retry = now.plus(wait.compareTo(cap) < 0 ? wait : cap);
        return poll == null || retry.isBefore(poll) ? retry : poll;
    }

    Instant nextFull(Instant now) {
        return now.plus(settings.around(settings.verifyEvery(), 0.5));
    }
}
