package run.leger.caddy.grammar;

import java.util.Locale;
import java.util.regex.Pattern;

/** Reasons why a text is refused, which show what stands in a file, but not what a program wants to have written: it may be secret. */
final class Unshown {
    private static final int LONGEST_SHOWN = 2;
    private static final String GAP = "\u2026";

    private Unshown() {}

    /** Returns a reason without the text, and without any piece of it that is longer than two characters. */
    static String reason(String reason, String text) {
        if (text.isEmpty()) {
            return reason;
        }
        String whole = "(?<![A-Za-z0-9])" + Pattern.quote(text) + "(?![A-Za-z0-9])";
        String rest = reason.replaceAll(whole, GAP);
        String lower = text.toLowerCase(Locale.ROOT);
        StringBuilder shown = new StringBuilder();
        int at = 0;
        while (at < rest.length()) {
            int length = shared(rest, at, lower);
            if (length > LONGEST_SHOWN) {
                shown.append(GAP);
                at += length;
            } else {
                shown.append(rest.charAt(at));
                at++;
            }
        }
        return shown.toString();
    }

    /** Returns how many of the characters from an index stand so in the text. */
    private static int shared(String reason, int from, String text) {
        int length = 0;
        while (from + length < reason.length()
                && text.contains(reason.substring(from, from + length + 1).toLowerCase(Locale.ROOT))) {
            length++;
        }
        return length;
    }
}
