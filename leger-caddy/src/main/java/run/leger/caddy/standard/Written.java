package run.leger.caddy.standard;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Which texts are written where Caddy takes some for something else than themselves. What is said of a text never holds it. */
final class Written {
    private Written() {}

    /** Refuses the empty text, which Caddy takes for no text at all. */
    static Optional<String> notEmpty(String text) {
        return text.isEmpty() ? Optional.of("the text is empty, which Caddy takes for none at all") : Optional.empty();
    }

    /** Refuses all but these words. */
    static Function<String, Optional<String>> oneOf(String... words) {
        Set<String> known = Set.of(words);
        return text -> known.contains(text) ? Optional.empty() : none(words);
    }

    /** Refuses all but these words, which are given in lower case and written in any. */
    static Function<String, Optional<String>> oneOfIgnoringCase(String... words) {
        Set<String> known = Set.of(words);
        return text -> known.contains(text.toLowerCase(Locale.ROOT)) ? Optional.empty() : none(words);
    }

    /** Refuses what is not of a grammar. */
    static Function<String, Optional<String>> matching(Pattern grammar, String reason) {
        return text -> grammar.matcher(text).matches() ? Optional.empty() : Optional.of(reason);
    }

    private static Optional<String> none(String... words) {
        return Optional.of("the text is none of " + String.join(", ", words));
    }
}
