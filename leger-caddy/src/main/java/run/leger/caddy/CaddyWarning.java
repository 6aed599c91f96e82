package run.leger.caddy;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.internal.JsonIn;

/**
 * What Caddy finds questionable in a Caddyfile that it took.
 *
 * @param file the file, normally {@code Caddyfile}; empty where Caddy does not say
 * @param line the line, from 1; empty where Caddy does not say
 * @param directive the directive; empty where Caddy does not say
 * @param message Caddy's words
 * @param raw the warning as it was received
 */
public record CaddyWarning(
        Optional<String> file, OptionalInt line, Optional<String> directive, String message, Json raw) {
    static CaddyWarning read(JsonIn in) {
        int mark = in.mark();
        String file = null;
        String directive = null;
        String message = "";
        int line = 0;
        in.beginObject();
        for (String name = in.field(); name != null; name = in.field()) {
            switch (name) {
                case "file" -> file = in.textOrNull();
                case "line" -> line = in.int32();
                case "directive" -> directive = in.textOrNull();
                case "message" -> message = in.text();
                default -> in.skip();
            }
        }
        return new CaddyWarning(
                present(file),
                line > 0 ? OptionalInt.of(line) : OptionalInt.empty(),
                present(directive),
                message,
                in.rawSince(mark));
    }

    private static Optional<String> present(@Nullable String text) {
        return Optional.ofNullable(text).filter(some -> !some.isEmpty());
    }
}
