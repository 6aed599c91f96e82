package run.leger.caddy.standard;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import run.leger.caddy.Argument;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;

/** Which texts are written where Caddy takes some for something else than themselves. What is said of a text never holds it. */
final class Written {
    private static final Pattern DOMAIN_NAME = Pattern.compile("[A-Za-z0-9_-]{1,63}(?:\\.[A-Za-z0-9_-]{1,63}){0,126}");

    /** Text in which Caddy replaces placeholders, and some of it. */
    static final ValueType<Argument> TEXT = Values.text().writing(Literals::notEmpty);
    /** Text that Caddy takes as it stands, and some of it. */
    static final ValueType<Argument> VERBATIM = Values.verbatim().writing(Literals::notEmpty);

    private Written() {}

    /** Refuses the empty text, and names that Caddy itself gives, such as {@code srv0}: what has one already would get lost. */
    static Function<String, Optional<String>> notNumbered(String prefix) {
        Pattern own = Pattern.compile(prefix + "[0-9]+");
        return text -> own.matcher(text).matches()
                ? Optional.of("it is one of the names that Caddy itself gives")
                : Literals.notEmpty(text);
    }

    /** Refuses what is no domain name. */
    static Optional<String> domainName(String text) {
        return DOMAIN_NAME.matcher(text).matches() ? Optional.empty() : Optional.of("it is no domain name");
    }

    /** Refuses what is no domain name, with or without a star for its first label. */
    static Optional<String> subject(String text) {
        boolean wildcard = text.startsWith("*.") && text.indexOf('.', 2) > 0;
        return domainName(wildcard ? text.substring(2) : text);
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
