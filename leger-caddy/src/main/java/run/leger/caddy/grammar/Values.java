package run.leger.caddy.grammar;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import run.leger.caddy.Argument;

/** The types that many arguments have. */
public final class Values {
    private static final ValueType<Argument> TEXT = ValueType.ofText("text", Argument::text);
    private static final ValueType<Argument> VERBATIM = ValueType.ofText("verbatim text", Argument::verbatim);
    private static final ValueType<Argument> PLAIN = ValueType.ofText("text", Argument::of);
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,30}");
    private static final ValueType<Duration> DURATION = ValueType.of(
                    "duration", GoDuration::problem, GoDuration::parse, GoDuration::print)
            .examples("5s", "1h30m", "250ms", "1d", "1.5h", "0")
            .mistakes("5", "x", "1y", "s");
    private static final ValueType<Long> SIZE = ValueType.of(
                    "size", ByteSize::problem, ByteSize::parse, String::valueOf)
            .examples("10", "4KB", "1.5MiB", "2 GB", "64k")
            .mistakes("x", "10XB", "-1");

    private Values() {}

    /**
     * Returns the type of text in which Caddy replaces placeholders when it serves.
     *
     * @return read as the argument, since it may hold placeholders; literal text stays what it is
     */
    public static ValueType<Argument> text() {
        return TEXT;
    }

    /**
     * Returns the type of text that Caddy takes as it stands.
     *
     * @return read as the argument, since it may depend on the environment
     */
    public static ValueType<Argument> verbatim() {
        return VERBATIM;
    }

    /**
     * Returns the type of text that Caddy takes as it stands in some lines and in which it replaces placeholders in others.
     *
     * @return read as the argument; literal text with a brace cannot be written
     */
    public static ValueType<Argument> plain() {
        return PLAIN;
    }

    /**
     * Returns the type of one of several words.
     *
     * @param words the words
     * @return read as the word
     */
    public static ValueType<String> word(String... words) {
        List<String> known = List.of(words);
        return ValueType.of(
                        String.join("|", words),
                        token -> known.contains(token)
                                ? Optional.empty()
                                : Optional.of("'" + token + "' is none of " + String.join(", ", words)),
                        token -> token,
                        (String word) -> word)
                .examples(words)
                .mistakes("nosuch");
    }

    /**
     * Returns the type of one of several words, in any case.
     *
     * @param words the words in lower case
     * @return read as the word in lower case
     */
    public static ValueType<String> wordIgnoringCase(String... words) {
        List<String> known = List.of(words);
        return ValueType.of(
                        String.join("|", words),
                        token -> known.contains(token.toLowerCase(Locale.ROOT))
                                ? Optional.empty()
                                : Optional.of("'" + token + "' is none of " + String.join(", ", words)),
                        token -> token.toLowerCase(Locale.ROOT),
                        (String word) -> word)
                .examples(words)
                .mistakes("nosuch");
    }

    /**
     * Returns the type of whole numbers as Go's {@code strconv.Atoi} reads them.
     *
     * @return read as the number
     */
    public static ValueType<Long> integer() {
        return integer(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /**
     * Returns the type of whole numbers of a range.
     *
     * @param least the least
     * @param most the greatest
     * @return read as the number
     */
    public static ValueType<Long> integer(long least, long most) {
        return ValueType.of(
                        "integer",
                        token -> {
                            if (!INTEGER.matcher(token).matches()) {
                                return Optional.of("'" + token + "' is not a whole number");
                            }
                            BigDecimal value = new BigDecimal(token);
                            return value.compareTo(BigDecimal.valueOf(least)) < 0
                                            || value.compareTo(BigDecimal.valueOf(most)) > 0
                                    ? Optional.of(token + " is not from " + least + " to " + most)
                                    : Optional.empty();
                        },
                        Long::valueOf,
                        String::valueOf)
                .examples(Long.toString(Math.max(least, Math.min(most, 7))))
                .mistakes("x", "1.5");
    }

    /**
     * Returns the type of Go's durations, with days.
     *
     * @return read as a duration, to the nanosecond
     */
    public static ValueType<Duration> duration() {
        return DURATION;
    }

    /**
     * Returns the type of numbers of bytes, with units.
     *
     * @return read as the number of bytes
     */
    public static ValueType<Long> size() {
        return SIZE;
    }

    /**
     * Returns the type of numbers as Go's {@code strconv.ParseFloat} reads them.
     *
     * @return read as the number
     */
    public static ValueType<Double> number() {
        return ValueType.of("number", GoNumber::problem, GoNumber::parse, String::valueOf)
                .examples("0.5", "3", "1e3")
                .mistakes("x", "1,5");
    }

    /**
     * Returns the type of text that has a grammar and is taken as it stands.
     *
     * @param name what it is called in messages
     * @param pattern the grammar
     * @param example a token that is right
     * @return read as the text
     */
    public static ValueType<String> pattern(String name, Pattern pattern, String example) {
        return ValueType.of(
                        name,
                        token -> pattern.matcher(token).matches()
                                ? Optional.empty()
                                : Optional.of("'" + token + "' is not a " + name),
                        token -> token,
                        (String text) -> text)
                .examples(example);
    }
}
