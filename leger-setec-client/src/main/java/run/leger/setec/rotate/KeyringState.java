package run.leger.setec.rotate;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import run.leger.core.LegerException;
import run.leger.setec.SecretVersion;

/**
 * How a keyring fares.
 *
 * @param active the active version
 * @param versions all versions that it holds
 * @param deleted those among them that the source has no more
 * @param asOf when the source last confirmed them
 * @param failures how many updates failed in a row
 * @param lastFailure why the last update failed, or empty where it did not
 * @param nextUpdate when the next one is, or empty where there is none by itself
 */
public record KeyringState(
        SecretVersion active,
        Set<SecretVersion> versions,
        Set<SecretVersion> deleted,
        Instant asOf,
        int failures,
        Optional<LegerException> lastFailure,
        Optional<Instant> nextUpdate) {
    /** Copies the sets. */
    public KeyringState {
        versions = Set.copyOf(versions);
        deleted = Set.copyOf(deleted);
    }
}
