package run.leger.setec;

import java.time.Instant;
import java.util.Optional;
import run.leger.core.LegerException;

/**
 * How a secret fares.
 *
 * @param version the version that is held, or empty where there is no value
 * @param origin where the value came from, as the source says of itself, or {@code cache}; empty where there is no value
 * @param asOf when the source last said that this is the active value, or empty where it never did in this process or its cache
 * @param lastFailure why the last attempt to ask failed, or empty where it did not
 * @param nextAttempt when the source is asked again, or empty where it is not by itself
 * @param stale whether the value is older than it may be
 */
public record SecretState(
        Optional<SecretVersion> version,
        Optional<String> origin,
        Optional<Instant> asOf,
        Optional<LegerException> lastFailure,
        Optional<Instant> nextAttempt,
        boolean stale) {}
