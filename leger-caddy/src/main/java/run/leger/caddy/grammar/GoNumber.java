package run.leger.caddy.grammar;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers with fractions as Go's {@code strconv.ParseFloat} reads them. */
final class GoNumber {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final Pattern HEX =
            Pattern.compile("[+-]?0[xX]([0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)[pP][+-]?[0-9]+");
    private static final Pattern WORD = Pattern.compile("[+-]?(inf|infinity)|nan");

    private GoNumber() {}

    static Optional<String> problem(String token) {
        boolean word = WORD.matcher(token.toLowerCase(Locale.ROOT)).matches();
        boolean number = DECIMAL.matcher(token).matches() || HEX.matcher(token).matches();
        if (!word && (!number || Double.isInfinite(parse(token)))) {
            return Optional.of("'" + token + "' is not a number");
        }
        return Optional.empty();
    }

    static double parse(String token) {
        String lower = token.toLowerCase(Locale.ROOT);
        if (lower.equals("nan")) {
            return Double.NaN;
        }
        if (WORD.matcher(lower).matches()) {
            return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return Double.parseDouble(token);
    }
}
