package run.leger.setec;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a store does about one secret when things go wrong. Immutable.
 *
 * <p>At the start, a secret that is denied fails at once, since no waiting brings a grant; one whose source cannot be reached, or has a failure of
 * its own, is waited for. What happens to one that does not exist, and to a value that grows old, is said here.
 */
public final class SecretPolicy {
    private static final SecretPolicy STANDARD = new SecretPolicy(false, Optional.empty(), WhenStale.WARN);

    private final boolean waitsForMissing;
    private final Optional<Duration> maxStale;
    private final WhenStale whenStale;

    private SecretPolicy(boolean waitsForMissing, Optional<Duration> maxStale, WhenStale whenStale) {
        this.waitsForMissing = waitsForMissing;
        this.maxStale = maxStale;
        this.whenStale = whenStale;
    }

    /**
     * Returns what holds where nothing is said: a secret that does not exist fails at once, and a value may be of any age.
     *
     * @return the policy
     */
    public static SecretPolicy standard() {
        return STANDARD;
    }

    /**
     * Waits at the start, until the deadline, for a secret that does not exist yet: somebody is about to put it.
     *
     * @return a new policy
     */
    public SecretPolicy waitForMissing() {
        return new SecretPolicy(true, maxStale, whenStale);
    }

    /**
     * Bounds the age of the value: the time since the source last said that it is the active one. A cached value whose age is not known is too old
     * until the source has been asked.
     *
     * @param age how old it may be; longer than the interval of polling, or it is too old between two polls
     * @param then what happens to an older one
     * @return a new policy
     * @throws IllegalArgumentException if the age is not positive
     */
    public SecretPolicy maxStale(Duration age, WhenStale then) {
        if (age.isNegative() || age.isZero()) {
            throw new IllegalArgumentException("an age must be positive: " + age);
        }
        return new SecretPolicy(waitsForMissing, Optional.of(age), Objects.requireNonNull(then, "then"));
    }

    boolean waitsForMissing() {
        return waitsForMissing;
    }

    Optional<Duration> maxStale() {
        return maxStale;
    }

    WhenStale whenStale() {
        return whenStale;
    }
}
