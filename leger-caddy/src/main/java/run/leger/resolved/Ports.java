package run.leger.resolved;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Port numbers as systemd reads them: also hexadecimal, octal and binary, by their prefix. */
final class Ports {
    private static final Pattern NUMBER = Pattern.compile(
            "\\+?0[xX]0*(?<hex>[0-9a-fA-F]{1,4})|0[bB]\\+?0*(?<bin>[01]{1,16})|0[oO]\\+?0*(?<oct>[0-7]{1,6})|\\+?0+(?<old>[0-7]{1,6})"
                    + "|\\+?(?<dec>[1-9][0-9]{0,4})");

    private Ports() {}

    /** Returns the port, or empty for what is none, 0 and what is too large. */
    static OptionalInt read(String text) {
        Matcher number = NUMBER.matcher(text);
        if (!number.matches()) {
            return OptionalInt.empty();
        }
        int port = value(number, "hex", 16)
                + value(number, "bin", 2)
                + value(number, "oct", 8)
                + value(number, "old", 8)
                + value(number, "dec", 10);
        return port >= 1 && port <= 65535 ? OptionalInt.of(port) : OptionalInt.empty();
    }

    private static int value(Matcher number, String group, int radix) {
        String digits = number.group(group);
        return digits == null ? 0 : Integer.parseInt(digits.toLowerCase(Locale.ROOT), radix);
    }
}
