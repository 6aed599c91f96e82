package run.leger.resolved;

import java.util.Locale;
import java.util.Objects;

/**
 * Something to know about a resolved.conf. What systemd-resolved passes over ends in {@code ignored}.
 *
 * @param origin where; of something on several lines the beginning
 * @param severity how bad it is
 * @param message what it is and what follows from it
 */
public record Finding(Origin origin, Severity severity, String message) {
    /** Checks for null. */
    public Finding {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(message, "message");
    }

    /**
     * Returns the line.
     *
     * @return the line, from 1; 0 for the file as a whole
     */
    public int line() {
        return origin.line();
    }

    /**
     * Returns the finding in one line that editors can jump from.
     *
     * @return {@code file:line:column: severity: message}
     */
    @Override
    public String toString() {
        return origin + ": " + severity.name().toLowerCase(Locale.ROOT) + ": " + message;
    }
}
