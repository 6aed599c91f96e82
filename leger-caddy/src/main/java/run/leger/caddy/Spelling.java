package run.leger.caddy;

import run.leger.caddy.internal.Lexical;
import run.leger.caddy.syntax.Quote;
import run.leger.caddy.syntax.Token;

/** How a token that was read is written again: as it was, unless that would depend on what stands around it. */
final class Spelling {
    private Spelling() {}

    static String of(Token token) {
        String raw = ended(token);
        if (token.quote() != Quote.NONE || !token.environmentSpans().isEmpty()) {
            return raw; // What a span brings may need just this spelling.
        }
        char first = raw.charAt(raw.charAt(0) == '\\' && raw.length() > 1 ? 1 : 0);
        boolean open = first == '"' || first == '`';
        if (token.text().equals("{}")) {
            return "\"{}\""; // Bare, it is an error at the end of a line.
        }
        if (!open && !raw.startsWith("<<") && raw.chars().noneMatch(Lexical::isSpace)) {
            return raw;
        }
        return open ? TokenWriter.spell(token.text(), false, "an open quote") : bare(token.text());
    }

    /** The opening of a span that has no end in its file would find one where more stands behind it. */
    private static String ended(Token token) {
        String raw = token.raw();
        int open = raw.indexOf("{$", Math.max(0, token.file().text().lastIndexOf('}') - token.start()));
        return open < 0 ? raw : raw.substring(0, open) + raw.substring(open).replace("{$", "{$:{$}");
    }

    /** Of what would begin a heredoc at the end of a line, and of a token with a carriage return or with a backslash before white space. */
    private static String bare(String text) {
        boolean bare = !text.isEmpty()
                && "\"`#".indexOf(text.charAt(0)) < 0
                && !text.contains("\\<")
                && !text.endsWith("\\")
                && text.chars().noneMatch(Lexical::isSpace);
        if (!bare) {
            return TokenWriter.spell(text, false, "a token that was read");
        }
        return text.startsWith("<<") ? "\\" + text : text;
    }

    /** Returns how a site address is written again, without the comma that may be part of it. */
    static String ofKey(Token token) {
        String raw = ended(token);
        if (!token.text().endsWith(",")) {
            return of(token);
        }
        return raw.endsWith(",")
                ? raw.substring(0, raw.length() - 1)
                : TokenWriter.spell(token.text().substring(0, token.text().length() - 1), false, "site address");
    }
}
