package run.leger.caddy.grammar;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Caddy reads them: Go's, with {@code d} for 24 hours. */
final class GoDuration {
    private static final int MAX_LENGTH = 1024;
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final Pattern DAYS = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)");
    private static final Pattern PART = Pattern.compile("([0-9]*)(?:\\.([0-9]*))?(ns|us|µs|μs|ms|s|m|h)");
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private GoDuration() {}

    static Optional<String> problem(String token) {
        return nanos(token).isPresent()
                ? Optional.empty()
                : Optional.of("'" + token + "' is not a duration such as 1h30m");
    }

    static Duration parse(String token) {
        return Duration.ofNanos(nanos(token).orElseThrow().longValueExact());
    }

    private static Optional<BigInteger> nanos(String token) {
        if (token.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        return withoutDays(token).flatMap(GoDuration::inGo);
    }

    private static Optional<String> withoutDays(String token) {
        StringBuilder hours = new StringBuilder(token);
        boolean number = false;
        int start = 0;
        for (int i = 0; i < hours.length(); i++) {
            char c = hours.charAt(i);
            if (c == 'd') {
                String days = hours.substring(start, i);
                if (!DAYS.matcher(days).matches()) {
                    return Optional.empty();
                }
                double value = Double.parseDouble(days) * 24;
                if (Double.isInfinite(value)) {
                    return Optional.empty();
                }
                String text = new BigDecimal(Double.toString(value))
                                .stripTrailingZeros()
                                .toPlainString() + "h";
                hours.replace(start, i + 1, text);
                i = Math.min(i, hours.length()) - 1;
                continue;
            }
            if (!number) {
                start = i;
            }
            number = c >= '0' && c <= '9' || c == '.' || c == '-' || c == '+';
        }
        return Optional.of(hours.toString());
    }

    private static Optional<BigInteger> inGo(String text) {
        boolean negative = text.startsWith("-");
        String rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Optional.of(BigInteger.ZERO);
        }
        BigInteger sum = BigInteger.ZERO;
        Matcher part = PART.matcher(rest);
        int at = 0;
        while (at < rest.length() && part.region(at, rest.length()).lookingAt()) {
            String fraction = part.group(2) == null ? "" : part.group(2);
            if (part.group(1).isEmpty() && fraction.isEmpty()) {
                return Optional.empty();
            }
            BigDecimal number = new BigDecimal("0" + part.group(1) + "." + fraction + "0");
            sum = sum.add(number.multiply(BigDecimal.valueOf(nanosOf(part.group(3))))
                    .setScale(0, RoundingMode.DOWN)
                    .toBigInteger());
            at = part.end();
        }
        boolean whole = at == rest.length() && at > 0;
        boolean fits = sum.compareTo(negative ? MAX.add(BigInteger.ONE) : MAX) <= 0;
        return whole && fits ? Optional.of(negative ? sum.negate() : sum) : Optional.empty();
    }

    private static long nanosOf(String unit) {
        return Objects.requireNonNull(NANOS.get(unit), unit);
    }

    /** Returns the shortest of the units that says it exactly. */
    static String print(Duration duration) {
        if (duration.compareTo(LONGEST) > 0 || duration.compareTo(LONGEST.negated()) < 0) {
            throw new IllegalArgumentException("Caddy has no durations of more than 292 years");
        }
        long nanos = duration.toNanos();
        if (nanos == 0) {
            return "0s";
        }
        for (String unit : new String[] {"h", "m", "s", "ms", "us"}) {
            if (nanos % nanosOf(unit) == 0) {
                return nanos / nanosOf(unit) + unit;
            }
        }
        return nanos + "ns";
    }
}
