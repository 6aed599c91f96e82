package run.leger.caddy.grammar;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes with units, as Caddy reads them: {@code k} is 1000, {@code ki} 1024. */
final class ByteSize {
    private static final Pattern TEXT = Pattern.compile("([0-9.,]*)(.*)", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("[0-9]+\\.?[0-9]*|\\.[0-9]+");
    private static final Pattern UNIT = Pattern.compile("([kmgtpe]i?)?b?");
    private static final Pattern LEADING_ZEROS = Pattern.compile("^0+");
    private static final int MOST_DIGITS = 20;
    /** More of them are less than a byte, whatever the unit. */
    private static final int FRACTION = 40;

    private static final List<String> POWERS = List.of("", "k", "m", "g", "t", "p", "e");
    private static final BigDecimal MAX = BigDecimal.valueOf(2).pow(64);

    private ByteSize() {}

    static Optional<String> problem(String token) {
        return bytes(token).isPresent() ? Optional.empty() : Optional.of("'" + token + "' is not a size such as 10MB");
    }

    /** Returns the number of bytes, at most the greatest {@code long}. */
    static long parse(String token) {
        return bytes(token)
                .orElseThrow()
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .setScale(0, RoundingMode.DOWN)
                .longValueExact();
    }

    private static Optional<BigDecimal> bytes(String token) {
        Matcher parts = TEXT.matcher(token);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String number = parts.group(1).replace(",", "");
        String unit = parts.group(2).strip().toLowerCase(Locale.ROOT);
        if (!NUMBER.matcher(number).matches() || !UNIT.matcher(unit).matches()) {
            return Optional.empty();
        }
        int power = POWERS.indexOf(unit.isEmpty() || unit.equals("b") ? "" : unit.substring(0, 1));
        BigDecimal factor = BigDecimal.valueOf(unit.contains("i") ? 1024 : 1000).pow(power);
        int dot = number.indexOf('.');
        String whole = LEADING_ZEROS
                .matcher(dot < 0 ? number : number.substring(0, dot))
                .replaceFirst("");
        String fraction = dot < 0 ? "" : number.substring(dot + 1);
        if (whole.length() > MOST_DIGITS) {
            return Optional.empty(); // Before it takes time in the square of its length to count.
        }
        String counted = "0" + whole + "." + fraction.substring(0, Math.min(fraction.length(), FRACTION)) + "0";
        BigDecimal bytes = new BigDecimal(counted).multiply(factor);
        return bytes.compareTo(MAX) < 0 ? Optional.of(bytes) : Optional.empty();
    }
}
