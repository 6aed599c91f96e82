package run.leger.tailscale.tls;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import run.leger.core.LegerException;
import run.leger.core.RateLimitedException;

/**
 * When to ask the daemon for a certificate, and with how much life left in it.
 *
 * <p>Never asks for more life than half of what the certificate authority gives: a daemon that is asked for more issues a new certificate at
 * every call, until the authority's limit is met.
 */
final class RenewalPlan {
    /** The daemon renews by itself when the authority advises it, so it is asked from time to time. */
    private static final Duration LONGEST_SILENCE = Duration.ofHours(12);

    private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
    private static final Duration LONGEST_RETRY = Duration.ofHours(1);

    private final Optional<Duration> minValidity;
    private final LongUnaryOperator random;

    /** {@code random} gives a number from 0 to the bound, exclusive. */
    RenewalPlan(Optional<Duration> minValidity, LongUnaryOperator random) {
        this.minValidity = minValidity;
        this.random = random;
    }

    /** Returns how much life a certificate of these dates must have left; a third of its whole life where nobody said. */
    Duration margin(Instant notBefore, Instant notAfter) {
        Duration life = Duration.between(notBefore, notAfter);
        Duration most = life.dividedBy(2);
        Duration wanted = minValidity.orElse(life.dividedBy(3));
        return wanted.compareTo(most) > 0 ? most : wanted;
    }

    /** Returns the time from which on a certificate is to be renewed; earlier by up to a tenth of the margin, so that a fleet does not ask at once. */
    Instant due(Instant notAfter, Duration margin) {
        return notAfter.minus(margin).minus(spread(margin.dividedBy(10)));
    }

    /** Returns what life to ask the daemon for, so that a certificate which is due is renewed and no other. */
    Duration ask(Duration margin, Instant due, Instant now) {
        return now.isBefore(due) ? margin : margin.plus(margin.dividedBy(9));
    }

    /** Returns how long to wait after an answer. */
    Duration waitAfterSuccess(Instant due, Instant now) {
        Duration untilDue = Duration.between(now, due);
        if (untilDue.compareTo(FIRST_RETRY) <= 0) {
            // What the daemon has is short-lived, or it could not renew: it is not asked in a loop.
            return LONGEST_RETRY.minus(spread(LONGEST_RETRY.dividedBy(4)));
        }
        Duration silence = LONGEST_SILENCE.minus(spread(LONGEST_SILENCE.dividedBy(4)));
        return untilDue.compareTo(silence) < 0 ? untilDue : silence;
    }

    /** Returns how long to wait after the n-th failure in a row, from 1. */
    Duration waitAfterFailure(LegerException failure, int failures) {
        if (failure instanceof RateLimitedException limited
                && limited.retryAfter().isPresent()) {
            Duration told = limited.retryAfter().get();
            return told.plus(spread(told.dividedBy(10))).plus(FIRST_RETRY);
        }
        Duration ceiling = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, 6));
        Duration bounded = ceiling.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : ceiling;
        // Half of it is certain, so that a failing authority is never asked at once.
        return bounded.dividedBy(2).plus(spread(bounded.dividedBy(2)));
    }

    private Duration spread(Duration most) {
        return Duration.ofMillis(random.applyAsLong(Math.max(1, most.toMillis())));
    }
}
