package run.leger.caddy;

import run.leger.caddy.syntax.Quote;
import run.leger.caddy.syntax.Token;

/** How a token that was read is written again: as it was, unless that would depend on what stands around it. */
final class Spelling {
    private Spelling() {}

    static String of(Token token) {
        String raw = token.raw();
        if (!token.environmentSpans().isEmpty()) {
            return raw; // What the span brings may need just this spelling.
        }
        char first = raw.charAt(0);
        boolean open = token.quote() == Quote.NONE && (first == '"' || first == '`');
        if (open
                || first == '\\'
                || raw.indexOf('\r') >= 0 && token.quote() != Quote.DOUBLE && token.quote() != Quote.BACKTICK) {
            return TokenWriter.spell(token.text(), false, "a token that was read");
        }
        return raw;
    }

    /** Returns how a site address is written again, without the comma that may be part of it. */
    static String ofKey(Token token) {
        String raw = token.raw();
        if (!token.text().endsWith(",")) {
            return of(token);
        }
        return raw.endsWith(",")
                ? raw.substring(0, raw.length() - 1)
                : TokenWriter.spell(token.text().substring(0, token.text().length() - 1), false, "site address");
    }
}
