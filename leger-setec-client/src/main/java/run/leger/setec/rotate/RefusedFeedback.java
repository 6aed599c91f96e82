package run.leger.setec.rotate;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import run.leger.core.LegerException;
import run.leger.core.Observer;
import run.leger.setec.Secret;
import run.leger.setec.SecretUnavailableException;
import run.leger.setec.SecretValue;

/**
 * What a program does when a credential is refused, for those that use a {@link Secret} as it is: fetch it once for all who are refused at the same
 * time, and call once more if it has another value now. Keep one per secret. Safe for use by many threads.
 *
 * <p>{@link Rotating#callRetryingRefused} is the same for values that are built.
 */
public final class RefusedFeedback {
    private final Secret secret;
    private final Meter meter;
    private final Renewal renewal;

    RefusedFeedback(Secret secret, Meter meter, RotateThreads threads) {
        this.secret = secret;
        this.meter = meter;
        renewal = new Renewal(
                secret,
                threads,
                meter,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                () -> CompletableFuture.completedFuture(null));
    }

    /**
     * Returns the feedback for a secret. It is fetched at most once in 5 s, and nobody waits for longer than 30 s.
     *
     * @param secret the secret
     * @return the feedback
     */
    public static RefusedFeedback of(Secret secret) {
        return of(secret, Observer.NONE, Map.of());
    }

    /**
     * Returns the feedback for a secret, observed.
     *
     * @param secret the secret
     * @param observer told of {@code setec.refused.calls}, {@code .refreshes} and {@code .retries}, see {@link RotatingBuilder#observer}
     * @param labels go with each metric; never anything secret
     * @return the feedback
     */
    public static RefusedFeedback of(Secret secret, Observer observer, Map<String, String> labels) {
        return new RefusedFeedback(
                Objects.requireNonNull(secret, "secret"),
                new Meter(Objects.requireNonNull(observer, "observer"), labels),
                SystemThreads.SHARED);
    }

    /**
     * Calls a function with the value of the moment, and once more if it is refused and the secret has another value.
     *
     * @param function what to do with the value, which is by reference and not to be closed; it may be called twice
     * @param isRefused whether a failure means that the credential was refused
     * @param <R> its result
     * @param <E> what it may throw
     * @return what the function returned
     * @throws E what the function threw; where the secret could not be fetched, why is suppressed in it
     * @throws run.leger.setec.SecretUnavailableException if the secret has no value
     */
    public <R extends @Nullable Object, E extends Exception> R callRetryingRefused(
            Use<? super SecretValue, R, E> function, Predicate<? super Exception> isRefused) throws E {
        SecretValue used = secret.current();
        try {
            return function.apply(used);
        } catch (Exception e) {
            if (!isRefused.test(e)) {
                throw e;
            }
            Optional<LegerException> failure = renew(used);
            if (!differs(used)) {
                failure.filter(why -> why != e).ifPresent(e::addSuppressed);
                throw e;
            }
        }
        meter.count("setec.refused.retries");
        return function.apply(secret.current());
    }

    /**
     * Reports that a value was refused: the secret is fetched, once for all who report it at the same time. Blocks for that.
     *
     * @param refused the value
     * @return whether the secret has another value now, so that another attempt makes sense
     */
    public boolean report(SecretValue refused) {
        renew(refused);
        return differs(refused);
    }

    private boolean differs(SecretValue used) {
        try {
            return !secret.current().equals(used);
        } catch (SecretUnavailableException e) {
            return false;
        }
    }

    private Optional<LegerException> renew(SecretValue refused) {
        return differs(refused) ? Optional.empty() : renewal.await();
    }
}
