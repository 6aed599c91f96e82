package run.leger.caddy.standard;

import java.util.Optional;
import run.leger.caddy.Argument;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;

/** Parts of a whole. */
final class Ratios {

    static final ValueType<Double> BETWEEN_0_AND_1 = Values.number()
            .where(token -> between(token) && !is(token, 1) ? Optional.empty() : reason(token, ")"))
            .examples("0.5", "0.33", "1e-1")
            .mistakes("0", "1", "-0.5", "x");
    static final ValueType<Double> ABOVE_0_TO_1 = Values.number()
            .where(token -> between(token) ? Optional.empty() : reason(token, "]"))
            .examples("0.5", "1", "1e-1")
            .mistakes("0", "1.5", "x");

    private Ratios() {}

    private static boolean between(String token) {
        double value = Values.number().read(Argument.verbatim(token));
        return value > 0 && value <= 1;
    }

    private static boolean is(String token, double value) {
        return Values.number().read(Argument.verbatim(token)) == value;
    }

    private static Optional<String> reason(String token, String end) {
        return Optional.of("renewal_window_ratio must be a number in (0, 1" + end + ", got " + token);
    }
}
