package run.leger.caddy.internal;

/** Characters and words as Caddy's lexer sees them. */
public final class Lexical {
    private Lexical() {}

    /** Returns whether a code point is white space. */
    public static boolean isSpace(int c) {
        if (c < 0x80) {
            return c == ' ' || c >= '\t' && c <= '\r';
        }
        return c == 0x85
                || c == 0xa0
                || c == 0x1680
                || c >= 0x2000 && c <= 0x200a
                || c == 0x2028
                || c == 0x2029
                || c == 0x202f
                || c == 0x205f
                || c == 0x3000;
    }

    /** Returns whether text can be the marker of a heredoc. */
    public static boolean isMarker(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean word = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
            if (!word) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
