package run.leger.resolved;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of ports and interfaces as systemd reads them: also hexadecimal, octal and binary, by their prefix. */
final class Numbers {
    static final int MAX_PORT = 65535;

    private static final Pattern NUMBER = Pattern.compile(
            "\\+?0[xX]0*(?<hex>[0-9a-fA-F]{1,8})|0[bB]\\+?0*(?<bin>[01]{1,32})|0[oO]\\+?0*(?<oct>[0-7]{1,11})|\\+?0+(?<old>[0-7]{1,11})"
                    + "|\\+?(?<dec>[1-9][0-9]{0,9})");

    private Numbers() {}

    /** Returns the number, or empty for what is none, 0 and what is larger than the largest. */
    static OptionalInt read(String text, int max) {
        Matcher number = NUMBER.matcher(text);
        if (!number.matches()) {
            return OptionalInt.empty();
        }
        long value = value(number, "hex", 16)
                + value(number, "bin", 2)
                + value(number, "oct", 8)
                + value(number, "old", 8)
                + value(number, "dec", 10);
        return value >= 1 && value <= max ? OptionalInt.of((int) value) : OptionalInt.empty();
    }

    private static long value(Matcher number, String group, int radix) {
        String digits = number.group(group);
        return digits == null ? 0 : Long.parseLong(digits.toLowerCase(Locale.ROOT), radix);
    }
}
