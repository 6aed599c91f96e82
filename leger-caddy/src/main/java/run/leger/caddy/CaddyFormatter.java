package run.leger.caddy;

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
        while (from < to && isSpace(caddyfile.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(caddyfile.charAt(to - 1))) {
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

    /** White space as Go sees it. */
    static boolean isSpace(int c) {
        return c >= '\t' && c <= '\r'
                || c == ' '
                || c == 0x85
                || c == 0xa0
                || c == 0x1680
                || c >= 0x2000 && c <= 0x200a
                || c == 0x2028
                || c == 0x2029
                || c == 0x202f
                || c == 0x205f
                || c == 0x3000;
    }
}
