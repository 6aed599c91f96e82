package run.leger.caddy.standard;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import run.leger.caddy.UnwritableValueException;
import run.leger.caddy.Upstream;
import run.leger.caddy.internal.IpLiteral;

/** Rules for literal texts that Caddy would take for something else than themselves. */
final class Literals {
    private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9!#$%&'*+.^_`|~-]*");
    private static final Pattern STATUS = Pattern.compile("[1-9][0-9]{2}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final Pattern NUMBER = Pattern.compile("[+]?[0-9]+");
    private static final Pattern NETWORK = Pattern.compile("([0-9A-Fa-f.:]+)(?:/([0-9]{1,3}))?");
    private static final int BITS_OF_FOUR = 32;
    private static final int BITS_OF_SIX = 128;
    private static final int DIGITS_OF_A_STATUS = 3;

    private Literals() {}

    /** The name of an HTTP field, without a sign before it that says what is done to the field. */
    static Optional<String> field(String text) {
        return FIELD.matcher(text).matches()
                ? Optional.empty()
                : Optional.of("not the name of an HTTP field that begins with a letter or digit");
    }

    /** A status of HTTP. */
    static Optional<String> status(String text) {
        return STATUS.matcher(text).matches() ? Optional.empty() : Optional.of("not a status from 100 to 999");
    }

    /** Tells whether Caddy takes a text for a status where it stands alone. */
    static boolean isStatus(String text) {
        return text.length() == DIGITS_OF_A_STATUS && NUMBER.matcher(text).matches() && Integer.parseInt(text) > 0;
    }

    /** Text that is not taken for a status where it stands alone. */
    static Optional<String> noStatus(String text) {
        return isStatus(text)
                ? Optional.of("alone, three digits are a status: use the line in the block")
                : Optional.empty();
    }

    /** Some text. */
    static Optional<String> notEmpty(String text) {
        return text.isEmpty()
                ? Optional.of("it is empty, which Caddy takes as if it were not there")
                : Optional.empty();
    }

    /** The address of an upstream. */
    static Optional<String> upstream(String text) {
        try {
            Upstream.of(text);
            return Optional.empty();
        } catch (UnwritableValueException e) {
            return Optional.of(e.reason());
        }
    }

    /** The name of a file, of which no part is a query or a status. */
    static Optional<String> file(String text) {
        if (text.startsWith("=")) {
            return Optional.of("begins with '=', as a status does");
        }
        return text.contains("?") ? Optional.of("holds '?', behind which Caddy finds a query") : Optional.empty();
    }

    /** A key of a query, without a sign that says what is done to it. */
    static Optional<String> queryKey(String text) {
        return text.startsWith("-") || text.startsWith("+") || text.contains(">")
                ? Optional.of("begins with '-' or '+', or holds '>', which say what is done to a key")
                : Optional.empty();
    }

    /** The name of a matcher that is defined in the file. */
    static Optional<String> matcher(String text) {
        return text.startsWith("@") ? name(text.substring(1)) : Optional.of("begins without '@'");
    }

    /** The name of something that is defined in the file. */
    static Optional<String> name(String text) {
        return NAME.matcher(text).matches() ? Optional.empty() : Optional.of("not a name of letters, digits and . _ -");
    }

    /** An IP address, or a network such as {@code 10.0.0.0/8}. */
    static Optional<String> network(String text) {
        Matcher parts = NETWORK.matcher(text);
        boolean right = parts.matches()
                && IpLiteral.canonical(parts.group(1))
                        .filter(address -> parts.group(2) == null
                                || Integer.parseInt(parts.group(2))
                                        <= (IpLiteral.isSix(address) ? BITS_OF_SIX : BITS_OF_FOUR))
                        .isPresent();
        return right ? Optional.empty() : Optional.of("neither an IP address nor a network such as 10.0.0.0/8");
    }

    /** Returns a rule: one of some names; others are those of plugins. */
    static Function<String, Optional<String>> only(String... names) {
        return text ->
                List.of(names).contains(text) ? Optional.empty() : Optional.of("none of " + String.join(", ", names));
    }

    /** Returns a rule: not one of some words that have a meaning of their own. */
    static Function<String, Optional<String>> not(String... words) {
        return text -> {
            for (String word : words) {
                if (text.equals(word)) {
                    return Optional.of("the word has a meaning of its own there");
                }
            }
            return Optional.empty();
        };
    }

    /** Returns a rule: without a sign before it. */
    static Function<String, Optional<String>> notAfter(String sign) {
        return text -> text.startsWith(sign)
                ? Optional.of("begins with '" + sign + "', which Caddy takes away")
                : Optional.empty();
    }
}
