package run.leger.caddy.imports;

import java.util.Objects;

/**
 * What Caddy logs while it expands imports, and goes on.
 *
 * @param origin where
 * @param message what, in Caddy's words
 */
public record ImportWarning(Origin origin, String message) {
    /** Makes a warning. */
    public ImportWarning {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(message, "message");
    }

    /** Returns {@code file:line:column: message}. */
    @Override
    public String toString() {
        return origin + ": " + message;
    }
}
