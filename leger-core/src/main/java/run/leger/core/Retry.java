package run.leger.core;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Repeats calls that failed for a passing reason: exponential back-off with full jitter, {@code Retry-After} honoured, a bounded number of
 * tries within a bounded time. Immutable and safe for use by many threads.
 *
 * <p>It repeats whatever it is given, so give it only calls that do the same twice as once. Clients never retry by themselves, but for the one
 * repetition that {@link Transport} describes.
 *
 * <pre>{@code
 * Status status = Retry.standard().call(() -> ts.status());
 * }</pre>
 */
public final class Retry {
    private static final Retry STANDARD = new Retry(
            4,
            Duration.ofMillis(100),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Retry::isPassing,
            Pause.SLEEP,
            // Not RandomGenerator.getDefault(): it is no generator for many threads, and in Java 17 not in java.base.
            bound -> ThreadLocalRandom.current().nextLong(bound));

    private final int tries;
    private final Duration base;
    private final Duration cap;
    private final Duration total;
    private final Predicate<LegerException> passing;
    private final Pause pause;
    private final LongUnaryOperator random;

    /** How to wait: a seam, so that tests need not. */
    @FunctionalInterface
    public interface Pause {
        /** Sleeps on the calling thread. */
        Pause SLEEP = time -> Thread.sleep(time.toMillis());

        /**
         * Waits.
         *
         * @param time how long
         * @throws InterruptedException if the thread is interrupted meanwhile
         */
        void wait(Duration time) throws InterruptedException;
    }

    private Retry(
            int tries,
            Duration base,
            Duration cap,
            Duration total,
            Predicate<LegerException> passing,
            Pause pause,
            LongUnaryOperator random) {
        this.tries = tries;
        this.base = base;
        this.cap = cap;
        this.total = total;
        this.passing = passing;
        this.pause = pause;
        this.random = random;
    }

    /**
     * Returns the standard policy: at most 4 tries, waiting up to 100, 200, 400 ms; a wait is at most 10 s, and all waits together at most
     * 30 s. Repeats when nobody answered, a connection was lost, a limit of calls was met, or the service said 502, 503 or 504.
     *
     * @return the policy
     */
    public static Retry standard() {
        return STANDARD;
    }

    /**
     * Sets how often a call is made.
     *
     * @param tries the number with the first, at least 1
     * @return a new policy
     * @throws IllegalArgumentException if it is less than 1
     */
    public Retry withTries(int tries) {
        if (tries < 1) {
            throw new IllegalArgumentException("at least one try: " + tries);
        }
        return new Retry(tries, base, cap, total, passing, pause, random);
    }

    /**
     * Sets the waits. The n-th is evenly spread between nothing and the smaller of {@code cap} and {@code base} times 2 to the n-1.
     *
     * @param base the upper end of the first wait
     * @param cap the longest wait; a service that asks for a longer one is not called again
     * @param total the longest sum of all waits
     * @return a new policy
     * @throws IllegalArgumentException if one of them is negative
     */
    public Retry withBackoff(Duration base, Duration cap, Duration total) {
        if (base.isNegative() || cap.isNegative() || total.isNegative()) {
            throw new IllegalArgumentException("a negative wait: " + base + ", " + cap + ", " + total);
        }
        return new Retry(tries, base, cap, total, passing, pause, random);
    }

    /**
     * Sets which failures pass.
     *
     * @param passing true for those after which the call is made again
     * @return a new policy
     */
    public Retry when(Predicate<LegerException> passing) {
        return new Retry(tries, base, cap, total, Objects.requireNonNull(passing), pause, random);
    }

    /**
     * Sets how waiting is done and where randomness comes from.
     *
     * @param pause how to wait
     * @param random gives a number from 0 to the bound, exclusive
     * @return a new policy
     */
    public Retry with(Pause pause, LongUnaryOperator random) {
        return new Retry(
                tries, base, cap, total, passing, Objects.requireNonNull(pause), Objects.requireNonNull(random));
    }

    /**
     * Makes the call, and again while its failures pass and the policy allows.
     *
     * @param idempotent a call that does the same twice as once
     * @param <T> its result
     * @return what the call returned
     * @throws LegerException the last failure, with the earlier ones suppressed in it; or {@link CallInterruptedException} if the thread was
     *     interrupted while it waited
     */
    public <T> T call(Supplier<T> idempotent) {
        Duration waited = Duration.ZERO;
        LegerException before = null;
        for (int attempt = 1; ; attempt++) {
            try {
                return idempotent.get();
            } catch (LegerException e) {
                if (before != null && !before.equals(e)) {
                    e.addSuppressed(before);
                }
                Duration next = pauseAfter(Optional.of(e), attempt);
                if (attempt >= tries
                        || !passing.test(e)
                        || next.compareTo(cap) > 0
                        || next.compareTo(total.minus(waited)) > 0) {
                    throw e;
                }
                waited = waited.plus(next);
                before = e;
                sleep(next, e);
            }
        }
    }

    /**
     * Returns how long this policy waits before it tries again, for who repeats by himself: a stream that is opened again, say. Each call
     * draws anew.
     *
     * @param failure what the last try failed with, or empty where it did not fail
     * @param attempt the number of tries so far, at least 1
     * @return what the service asked for, or a random part of the wait of that try
     */
    public Duration pauseAfter(Optional<? extends LegerException> failure, int attempt) {
        if (failure.orElse(null) instanceof RateLimitedException limited
                && limited.retryAfter().isPresent()) {
            return limited.retryAfter().get();
        }
        long ceiling = millis(cap);
        long grown = Math.min(ceiling, millis(base));
        for (int doubled = 1; doubled < attempt && grown > 0 && grown < ceiling; doubled++) {
            grown = grown > ceiling / 2 ? ceiling : grown * 2;
        }
        return Duration.ofMillis(random.applyAsLong(Math.max(1, grown)));
    }

    private static long millis(Duration time) {
        return time.compareTo(Duration.ofDays(36500)) > 0
                ? Duration.ofDays(36500).toMillis()
                : time.toMillis();
    }

    private void sleep(Duration time, LegerException after) {
        try {
            pause.wait(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CallInterruptedException interrupted =
                    new CallInterruptedException("the thread was interrupted while it waited to try again", null, e);
            interrupted.addSuppressed(after);
            throw interrupted;
        }
    }

    private static boolean isPassing(LegerException e) {
        if (e instanceof UnavailableException unavailable) {
            return switch (unavailable.reason()) {
                case NO_SOCKET, REFUSED, RESET, UNKNOWN_HOST -> true;
                default -> false;
            };
        }
        return e instanceof ConnectionLostException
                || e instanceof RateLimitedException
                || e instanceof ApiException api && api.status() >= 502 && api.status() <= 504;
    }
}
