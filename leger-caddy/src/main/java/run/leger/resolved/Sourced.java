package run.leger.resolved;

import java.util.Objects;

/**
 * A value and where it came from.
 *
 * @param value the value
 * @param origin where it stands
 * @param <T> what it is
 */
public record Sourced<T>(T value, Origin origin) {
    /** Checks for null. */
    public Sourced {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(origin, "origin");
    }
}
