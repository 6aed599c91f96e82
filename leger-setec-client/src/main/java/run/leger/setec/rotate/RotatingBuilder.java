package run.leger.setec.rotate;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import run.leger.core.Observer;
import run.leger.core.Retry;
import run.leger.setec.Secret;

/**
 * Settings of a {@link Rotating}. Not safe for use by many threads.
 *
 * @param <T> what is built
 */
public final class RotatingBuilder<T> {
    private final Secret secret;
    private final Build<? extends T> build;
    private Check<? super T> check = built -> true;
    private Close<? super T> close = value -> {
        if (value instanceof AutoCloseable closeable) {
            closeable.close();
        }
    };
    private Consumer<? super T> serve = value -> {};
    private Retry retry =
            Retry.standard().withBackoff(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(1));
    private Duration grace = Duration.ZERO;
    private Duration force = Duration.ofHours(1);
    private Duration closeWait = Duration.ofSeconds(30);
    private Duration patience = Duration.ofSeconds(30);
    private Duration refreshInterval = Duration.ofSeconds(5);
    private Meter meter = Meter.NONE;
    private RotateThreads threads = SystemThreads.SHARED;

    RotatingBuilder(Secret secret, Build<? extends T> build) {
        this.secret = Objects.requireNonNull(secret, "secret");
        this.build = Objects.requireNonNull(build, "build");
    }

    /**
     * Has each value checked before it is served: a login, a ping. One that is not accepted is closed, and counts as a failed build.
     *
     * @param accepts tells whether it works
     * @return this builder
     */
    public RotatingBuilder<T> checking(Check<? super T> accepts) {
        check = Objects.requireNonNull(accepts, "accepts");
        return this;
    }

    /**
     * Sets how a value is closed when nobody holds it any more. Without this it is closed if it is {@link AutoCloseable}.
     *
     * @param closing closes it
     * @return this builder
     */
    public RotatingBuilder<T> closing(Close<? super T> closing) {
        close = Objects.requireNonNull(closing, "closing");
        return this;
    }

    /**
     * Sets how long after a rotation the old value stays open even if nobody holds it, and can be had with {@link Rotating#borrowPrevious}. Without this
     * it does not.
     *
     * @param time the time
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public RotatingBuilder<T> grace(Duration time) {
        grace = TimeSetting.positiveOrZero(time);
        return this;
    }

    /**
     * Sets how long after its grace period an old value that somebody still holds is closed all the same. Without this it is an hour.
     *
     * @param time the time
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public RotatingBuilder<T> forceCloseAfter(Duration time) {
        force = TimeSetting.positive(time);
        return this;
    }

    /**
     * Sets the waits after failed attempts. The n-th is evenly spread between nothing and the smaller of {@code cap} and {@code base} times 2 to the
     * n-1. Without this they are a second and a minute.
     *
     * @param base the upper end of the first wait
     * @param cap the longest wait
     * @return this builder
     * @throws IllegalArgumentException if one of them is not positive
     */
    public RotatingBuilder<T> backoff(Duration base, Duration cap) {
        Duration longest = TimeSetting.positive(cap);
        retry = retry.withBackoff(TimeSetting.positive(base), longest, longest);
        return this;
    }

    /**
     * Sets how long {@link Rotating#close} waits for borrowers. Without this it is 30 s.
     *
     * @param time the time
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public RotatingBuilder<T> closeWait(Duration time) {
        closeWait = TimeSetting.positive(time);
        return this;
    }

    /**
     * Sets how long a borrower waits for the first value, and a refused one for another value. Without this it is 30 s.
     *
     * @param time the time
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public RotatingBuilder<T> patience(Duration time) {
        patience = TimeSetting.positive(time);
        return this;
    }

    /**
     * Sets how often the secret is fetched because its value was refused. Without this it is once in 5 s; who is refused in between fails at once.
     *
     * @param time the time between two fetches
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public RotatingBuilder<T> refreshAtMostEvery(Duration time) {
        refreshInterval = TimeSetting.positive(time);
        return this;
    }

    /**
     * Sets where this reports what it counts and times:
     *
     * <table>
     * <caption>Metrics</caption>
     * <tr><th>name</th><th>kind</th><th>label {@code outcome}</th></tr>
     * <tr><td>{@code setec.rotating.rotations}</td><td>values that took their place</td><td></td></tr>
     * <tr><td>{@code setec.rotating.builds}</td><td>how long an attempt took</td><td>ok, failed</td></tr>
     * <tr><td>{@code setec.rotating.forced}, {@code setec.rotating.close.failures}</td><td>values closed by force, and not closed
     * well</td><td></td></tr>
     * <tr><td>{@code setec.refused.calls}</td><td>reports that the value was refused</td><td></td></tr>
     * <tr><td>{@code setec.refused.refreshes}</td><td>fetches of the secret for that</td><td>changed, unchanged, failed</td></tr>
     * <tr><td>{@code setec.refused.retries}</td><td>calls made once more</td><td></td></tr>
     * </table>
     *
     * @param observer told of all that
     * @param labels go with each metric, such as what the value is; never anything secret
     * @return this builder
     */
    public RotatingBuilder<T> observer(Observer observer, Map<String, String> labels) {
        meter = new Meter(Objects.requireNonNull(observer, "observer"), labels);
        return this;
    }

    /** Has a value put where it is served from, at the moment when it is; what is told must not block. */
    RotatingBuilder<T> serving(Consumer<? super T> where) {
        serve = where;
        return this;
    }

    /** For tests: another clock and other threads, and no chance. */
    RotatingBuilder<T> with(RotateThreads keeper, LongUnaryOperator random) {
        retry = retry.with(Retry.Pause.SLEEP, random);
        return with(keeper);
    }

    RotatingBuilder<T> with(RotateThreads keeper) {
        threads = keeper;
        return this;
    }

    /**
     * Builds the first value, on the calling thread and for as long as that takes, and keeps it fresh.
     *
     * @return the rotating value, which has a value
     * @throws RotationFailedException if it could not be built or was not accepted
     * @throws run.leger.setec.SecretUnavailableException if the secret has no value
     */
    public Rotating<T> start() {
        Rotating<T> rotating = startLazily();
        rotating.first();
        return rotating;
    }

    /**
     * Leaves the first build to the first borrower. All who borrow meanwhile wait for it; if it fails they fail, and it is tried again by itself.
     * Never blocks.
     *
     * @return the rotating value, which has none yet
     */
    public Rotating<T> startLazily() {
        return new Rotating<>(new RotatingSettings<>(
                secret,
                build,
                check,
                close,
                serve,
                retry,
                grace,
                force,
                closeWait,
                patience,
                refreshInterval,
                meter,
                threads));
    }
}
