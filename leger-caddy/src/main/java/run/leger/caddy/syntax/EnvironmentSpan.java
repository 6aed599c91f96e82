package run.leger.caddy.syntax;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An environment span, <code>{$NAME}</code> or <code>{$NAME:default}</code>. Caddy puts the variable in its place before it reads anything, so the
 * value may be any source text; here a span is always one piece of one token or comment.
 *
 * @param name the name of the variable, as it is written
 * @param fallback what stands there where the variable is not set; null where nothing is written
 * @param start where it begins in the file
 * @param end where it ends
 */
public record EnvironmentSpan(String name, @Nullable String fallback, int start, int end) {
    /**
     * Returns what stands there where the variable is not set.
     *
     * @return the text after the first colon
     */
    public Optional<String> defaultValue() {
        return Optional.ofNullable(fallback);
    }
}
