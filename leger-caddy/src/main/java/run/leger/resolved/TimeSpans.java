package run.leger.resolved;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as systemd writes them: a number of seconds, or numbers with units. */
final class TimeSpans {
    /** Without end. */
    static final Duration INFINITY = Duration.ofSeconds(Long.MAX_VALUE);

    private static final Pattern PART =
            Pattern.compile("\\s*([0-9]{1,18}(?:\\.[0-9]{1,9})?|\\.[0-9]{1,9})\\s*([A-Za-z\u00b5\u03bc]*)\\s*");
    private static final Map<String, Long> MICROS = Map.ofEntries(
            Map.entry("us", 1L),
            Map.entry("ms", 1_000L),
            Map.entry("s", 1_000_000L),
            Map.entry("min", 60_000_000L),
            Map.entry("h", 3_600_000_000L),
            Map.entry("d", 86_400_000_000L),
            Map.entry("w", 604_800_000_000L),
            Map.entry("M", 2_629_800_000_000L),
            Map.entry("y", 31_557_600_000_000L));

    private TimeSpans() {}

    static Optional<Duration> parse(String text) {
        if (text.strip().equals("infinity")) {
            return Optional.of(INFINITY);
        }
        if (text.isBlank()) {
            return Optional.empty();
        }
        BigDecimal micros = BigDecimal.ZERO;
        Matcher part = PART.matcher(text);
        int at = 0;
        while (at < text.length()) {
            part.region(at, text.length());
            if (!part.lookingAt()) {
                return Optional.empty();
            }
            Long unit = MICROS.get(unit(part.group(2)));
            if (unit == null) {
                return Optional.empty();
            }
            micros = micros.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit)));
            at = part.end();
        }
        if (micros.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            return Optional.empty();
        }
        long whole = micros.longValue();
        return Optional.of(Duration.ofSeconds(whole / 1_000_000, whole % 1_000_000 * 1_000));
    }

    private static String unit(String word) {
        return switch (word) {
            case "", "sec", "second", "seconds" -> "s";
            case "usec", "\u00b5s", "\u03bcs" -> "us";
            case "msec" -> "ms";
            case "m", "minute", "minutes" -> "min";
            case "hr", "hour", "hours" -> "h";
            case "day", "days" -> "d";
            case "week", "weeks" -> "w";
            case "month", "months" -> "M";
            case "year", "years" -> "y";
            default -> word;
        };
    }
}
