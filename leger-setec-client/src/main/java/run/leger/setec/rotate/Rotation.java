package run.leger.setec.rotate;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import run.leger.setec.SecretName;
import run.leger.setec.SecretVersion;

/**
 * A new value has taken its place.
 *
 * @param secret which secret it was built from
 * @param before the version that was served before, or empty where it is the first
 * @param now the version that is served from now on; it may be smaller, or the same where the secret was deleted and made anew
 * @param took how long building and checking it took
 */
public record Rotation(SecretName secret, Optional<SecretVersion> before, SecretVersion now, Duration took) {
    /** Checks that nothing is null. */
    public Rotation {
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(took, "took");
    }
}
