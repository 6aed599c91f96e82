package run.leger.caddy.standard;

import java.util.Set;
import run.leger.caddy.Argument;
import run.leger.caddy.grammar.Rule;

/** Warns of words that Caddy takes into its configuration and then does not know. */
final class KnownWords {
    private KnownWords() {}

    /** Returns a rule for all arguments of a line. */
    static Rule of(String consequence, String... words) {
        Set<String> known = Set.of(words);
        return (line, report) -> {
            for (Argument argument : line.arguments()) {
                argument.token()
                        .filter(token -> !known.contains(token))
                        .ifPresent(token -> report.warning(
                                line, "'" + token + "' is none of " + String.join(", ", words) + ": " + consequence));
            }
        };
    }
}
