package run.leger.resolved;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Spans of time as systemd reads them: numbers with units, one after the other; without a unit they are seconds. */
final class TimeSpans {
    /** Without end. */
    static final Duration INFINITY = Duration.ofSeconds(Long.MAX_VALUE);

    /** The longest that has an end, written in seconds. */
    static final Duration MAX = Duration.ofSeconds(18_446_744_073_708L, 999_999_000L);

    /** systemd counts microseconds in 64 bits, of which all ones mean infinity. */
    private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private static final BigInteger MAX_NUMBER = BigInteger.valueOf(Long.MAX_VALUE);
    private static final int MAX_DIGITS = 19;
    private static final long SECOND = 1_000_000L;

    private record Unit(String name, long micros) {}

    /** A name that begins with another comes before it. */
    private static final List<Unit> UNITS = List.of(
            new Unit("seconds", SECOND),
            new Unit("second", SECOND),
            new Unit("sec", SECOND),
            new Unit("s", SECOND),
            new Unit("minutes", 60 * SECOND),
            new Unit("minute", 60 * SECOND),
            new Unit("min", 60 * SECOND),
            new Unit("months", 2_629_800 * SECOND),
            new Unit("month", 2_629_800 * SECOND),
            new Unit("M", 2_629_800 * SECOND),
            new Unit("msec", 1_000),
            new Unit("ms", 1_000),
            new Unit("m", 60 * SECOND),
            new Unit("hours", 3_600 * SECOND),
            new Unit("hour", 3_600 * SECOND),
            new Unit("hr", 3_600 * SECOND),
            new Unit("h", 3_600 * SECOND),
            new Unit("days", 86_400 * SECOND),
            new Unit("day", 86_400 * SECOND),
            new Unit("d", 86_400 * SECOND),
            new Unit("weeks", 604_800 * SECOND),
            new Unit("week", 604_800 * SECOND),
            new Unit("w", 604_800 * SECOND),
            new Unit("years", 31_557_600 * SECOND),
            new Unit("year", 31_557_600 * SECOND),
            new Unit("y", 31_557_600 * SECOND),
            new Unit("usec", 1),
            new Unit("us", 1),
            new Unit("\u00b5s", 1),
            new Unit("\u03bcs", 1));

    private final String text;
    private int at;
    private BigInteger micros = BigInteger.ZERO;

    private TimeSpans(String text) {
        this.text = text;
    }

    static Optional<Duration> parse(String text) {
        String stripped = ConfReader.strip(text);
        if (stripped.equals("infinity")) {
            return Optional.of(INFINITY);
        }
        TimeSpans spans = new TimeSpans(stripped);
        if (stripped.isEmpty() || !spans.read()) {
            return Optional.empty();
        }
        BigInteger[] seconds = spans.micros.divideAndRemainder(BigInteger.valueOf(SECOND));
        return Optional.of(Duration.ofSeconds(seconds[0].longValue(), seconds[1].longValue() * 1_000));
    }

    private boolean read() {
        while (at < text.length()) {
            if (!part()) {
                return false;
            }
            blanks();
        }
        return true;
    }

    private boolean part() {
        if (at < text.length() && text.charAt(at) == '+' && digits(at + 1) > at + 1) {
            at++;
        }
        String whole = take(digits(at));
        Optional<String> fraction = Optional.empty();
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            fraction = Optional.of(take(digits(at)));
        }
        if (whole.isEmpty() && fraction.isEmpty()
                || fraction.filter(String::isEmpty).isPresent()) {
            return false;
        }
        int end = at;
        blanks();
        Unit unit = unit();
        if (at == end && at < text.length()) {
            return false;
        }
        String digits = whole.replaceFirst("^0+", "");
        if (digits.length() > MAX_DIGITS) {
            return false;
        }
        BigInteger number = digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits);
        BigInteger size = BigInteger.valueOf(unit.micros());
        if (number.compareTo(MAX_NUMBER) > 0 || number.compareTo(LIMIT.divide(size)) >= 0) {
            return false;
        }
        micros = micros.add(number.multiply(size)).add(BigInteger.valueOf(micros(fraction.orElse(""), unit)));
        return micros.compareTo(LIMIT) < 0;
    }

    /** A digit counts what remains of the unit after dividing by ten, without a rest, once for each place. */
    private static long micros(String fraction, Unit unit) {
        long place = unit.micros();
        long sum = 0;
        for (int i = 0; i < fraction.length() && place > 0; i++) {
            place /= 10;
            sum += place * (fraction.charAt(i) - '0');
        }
        return sum;
    }

    private Unit unit() {
        for (Unit unit : UNITS) {
            if (text.startsWith(unit.name(), at)) {
                at += unit.name().length();
                return unit;
            }
        }
        return new Unit("", SECOND);
    }

    private String take(int end) {
        String taken = text.substring(at, end);
        at = end;
        return taken;
    }

    private int digits(int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private void blanks() {
        while (at < text.length() && ConfReader.isBlank(text.charAt(at))) {
            at++;
        }
    }
}
