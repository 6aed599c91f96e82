package run.leger.caddy;

import java.nio.charset.StandardCharsets;
import run.leger.caddy.internal.Lexical;
import run.leger.caddy.internal.Utf8;

/**
 * The layout of {@code caddy fmt}, byte for byte as Caddy 2.11.9 gives it: tabs, one space between tokens, braces in their places.
 *
 * <p>It works on characters and knows no directives, as Caddy's own does, and so it shares its traps: on some texts the layout changes the
 * meaning (a line that begins with a backtick or a backslash, a token that ends in {@code <}). Text that {@link Caddyfile#render} made stays
 * as it is.
 */
public final class CaddyFormatter {
    private CaddyFormatter() {}

    /**
     * Returns a Caddyfile as {@code caddy fmt} lays it out. Takes time in proportion to the length, and never fails.
     *
     * @param caddyfile any text
     * @return the text with one LF at its end
     */
    public static String format(String caddyfile) {
        int from = 0;
        int to = caddyfile.length();
        while (from < to && Lexical.isSpace(caddyfile.charAt(from))) {
            from++;
        }
        while (to > from && Lexical.isSpace(caddyfile.charAt(to - 1))) {
            to--;
        }
        FormatMachine machine = new FormatMachine(to - from);
        for (int i = from; i < to; ) {
            int c = caddyfile.codePointAt(i);
            machine.accept(c);
            i += Character.charCount(c);
        }
        return machine.finish();
    }

    /**
     * Returns a Caddyfile as {@code caddy fmt} lays it out. As there, each byte that is not UTF-8 becomes U+FFFD.
     *
     * @param caddyfile any bytes
     * @return the text in UTF-8
     */
    public static byte[] format(byte[] caddyfile) {
        return format(Utf8.readable(Utf8.decode(caddyfile))).getBytes(StandardCharsets.UTF_8);
    }
}
