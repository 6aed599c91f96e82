package run.leger.tailscale.daemon;

import java.util.Objects;

/**
 * A change of one of the daemon's client metrics.
 *
 * @param name the metric; made if it does not exist
 * @param type whether it is a counter or a gauge
 * @param op what to do
 * @param value the number
 */
public record MetricUpdate(String name, Type type, Operation op, long value) {
    /** Checks the parts. */
    public MetricUpdate {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(op, "op");
        if (!name.matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
            throw new IllegalArgumentException(
                    "a metric's name is letters, digits and underscores, and begins with no digit");
        }
        if (type == Type.COUNTER && (op == Operation.SET || value < 0)) {
            throw new IllegalArgumentException("a counter only grows: " + name);
        }
    }

    /** The kinds of metrics. */
    public enum Type {
        /** Only grows. */
        COUNTER,
        /** Goes up and down. */
        GAUGE
    }

    /** The ways to change one. */
    public enum Operation {
        /** Adds the number. */
        ADD,
        /** Sets the number. */
        SET
    }
}
