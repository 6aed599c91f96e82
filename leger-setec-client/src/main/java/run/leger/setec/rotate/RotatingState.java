package run.leger.setec.rotate;

import java.time.Instant;
import java.util.Optional;
import run.leger.core.LegerException;
import run.leger.setec.SecretVersion;

/**
 * How a rotating value fares.
 *
 * @param version the version of the secret that the value in use was built from, or empty where there is none yet
 * @param since when it came into use, or empty where there is none yet
 * @param failures how many attempts to build another one failed in a row; 0 where the last one did not
 * @param lastFailure why the last attempt failed, or empty where it did not
 * @param nextAttempt when it is tried again, or empty where nothing is to be tried
 * @param borrowers how many hold the value in use
 * @param retiring how many values were rotated out and are not closed yet
 * @param closed whether this was closed
 */
public record RotatingState(
        Optional<SecretVersion> version,
        Optional<Instant> since,
        int failures,
        Optional<LegerException> lastFailure,
        Optional<Instant> nextAttempt,
        int borrowers,
        int retiring,
        boolean closed) {}
