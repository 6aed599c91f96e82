package run.leger.caddy;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import run.leger.core.CallOptions;
import run.leger.core.LegerException;
import run.leger.core.Retry;

/** The one deadline of a method, over all the calls that it makes. */
final class AdminBudget {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Duration LEAST = Duration.ofMillis(1);

    private final CallOptions options;
    private final Duration total;
    private final long begun = System.nanoTime();

    /** Takes complete options. */
    AdminBudget(CallOptions options) {
        this.options = options;
        this.total = options.deadline().orElseThrow();
    }

    /** Returns the options of the next call. */
    CallOptions left() {
        Duration left = rest();
        return options.withDeadline(left.compareTo(LEAST) < 0 ? LEAST : left);
    }

    private Duration rest() {
        return total.minusNanos(System.nanoTime() - begun);
    }

    /** Calls again after failures that may pass, in short intervals and while there is time. */
    <T> T trying(Predicate<LegerException> passing, Supplier<T> call) {
        return Retry.standard()
                .withTries(20)
                .withBackoff(Duration.ofMillis(10), Duration.ofSeconds(1), LONGEST_WAIT)
                .when(e -> passing.test(e) && !rest().isNegative())
                .call(call);
    }
}
