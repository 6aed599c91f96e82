package run.leger.setec.write;

import java.util.Objects;
import java.util.Optional;
import run.leger.core.LegerException;
import run.leger.setec.SecretName;
import run.leger.setec.SecretVersion;

/**
 * How two secrets of one name below two prefixes compare. The values were compared in a time that does not depend on them, and are not kept.
 *
 * @param suffix the name without its prefix
 * @param left the secret below the first prefix
 * @param leftVersion its active version, or empty where there is none
 * @param right the secret below the second prefix
 * @param rightVersion its active version, or empty where there is none
 * @param kind how they compare
 * @param failure why they could not be compared, where they could not
 */
public record Difference(
        String suffix,
        SecretName left,
        Optional<SecretVersion> leftVersion,
        SecretName right,
        Optional<SecretVersion> rightVersion,
        Kind kind,
        Optional<LegerException> failure) {
    /** How two secrets compare. */
    public enum Kind {
        /** Both have the same active value. */
        SAME,
        /** Their active values differ. */
        DIFFERENT,
        /** Only the first prefix has it. */
        ONLY_LEFT,
        /** Only the second prefix has it. */
        ONLY_RIGHT,
        /** A value could not be had, so nobody knows. */
        UNKNOWN
    }

    /** Checks that nothing is null. */
    public Difference {
        Objects.requireNonNull(suffix, "suffix");
        Objects.requireNonNull(left, "left");
        Objects.requireNonNull(leftVersion, "leftVersion");
        Objects.requireNonNull(right, "right");
        Objects.requireNonNull(rightVersion, "rightVersion");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(failure, "failure");
    }
}
