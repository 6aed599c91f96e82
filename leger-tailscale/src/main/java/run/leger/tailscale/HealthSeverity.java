package run.leger.tailscale;

import run.leger.core.internal.JsonIn;

/**
 * How bad a problem is. Open: a newer daemon may use a word that is not known here.
 *
 * <p>Mirrors {@code health.Severity}.
 *
 * @param wire the daemon's word
 */
public record HealthSeverity(String wire) {
    /** Something does not work. */
    public static final HealthSeverity HIGH = new HealthSeverity("high");

    /** Something may not work. */
    public static final HealthSeverity MEDIUM = new HealthSeverity("medium");

    /** Worth knowing. */
    public static final HealthSeverity LOW = new HealthSeverity("low");

    static final HealthSeverity NONE = new HealthSeverity("");

    /** The words of today, for a switch. */
    public enum Known {
        /** See {@link HealthSeverity#HIGH}. */
        HIGH,
        /** See {@link HealthSeverity#MEDIUM}. */
        MEDIUM,
        /** See {@link HealthSeverity#LOW}. */
        LOW,
        /** A word that this version does not know; {@link HealthSeverity#wire} has it. */
        UNRECOGNIZED
    }

    /**
     * Returns the word for a switch.
     *
     * @return the known word, or {@link Known#UNRECOGNIZED}
     */
    public Known known() {
        return switch (wire) {
            case "high" -> Known.HIGH;
            case "medium" -> Known.MEDIUM;
            case "low" -> Known.LOW;
            default -> Known.UNRECOGNIZED;
        };
    }

    static HealthSeverity read(JsonIn in) {
        return new HealthSeverity(in.text());
    }

    @Override
    public String toString() {
        return wire;
    }
}
