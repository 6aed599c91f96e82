package run.leger.resolved;

import java.util.Objects;

/**
 * Something to know about a resolved.conf.
 *
 * @param line the line, from 1; of a continued line the first
 * @param severity how bad it is
 * @param message what it is and what follows from it
 */
public record Finding(int line, Severity severity, String message) {
    /** Checks for null. */
    public Finding {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(message, "message");
    }
}
