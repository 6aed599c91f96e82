package run.leger.caddy;

import java.util.regex.Pattern;
import run.leger.caddy.internal.Lexical;
import run.leger.caddy.syntax.Quote;
import run.leger.caddy.syntax.Token;

/** How a token that was read is written again: as it was, unless that would depend on what stands around it. */
final class Spelling {
    private static final Pattern OPENING = Pattern.compile("\\{\\$(?!\\})");

    private Spelling() {}

    static String of(Token token) {
        String raw = ended(token);
        if (token.quote() == Quote.HEREDOC && token.text().isEmpty()) {
            return "\"\""; // An empty heredoc takes the line behind it.
        }
        if (token.quote() != Quote.NONE) {
            return raw;
        }
        char first = raw.charAt(raw.charAt(0) == '\\' && raw.length() > 1 ? 1 : 0);
        boolean open = first == '"' || first == '`';
        if (!token.environmentSpans().isEmpty()) {
            return withSpan(raw, open ? first : 0); // What a span brings may need just this spelling.
        }
        if (token.text().equals("{}")) {
            return "\"{}\""; // Bare, it is an error at the end of a line.
        }
        if (!open && !raw.startsWith("<<") && raw.chars().noneMatch(Lexical::isSpace)) {
            return raw;
        }
        return open ? TokenWriter.spell(token.text(), false, "an open quote") : bare(token.text());
    }

    private static String withSpan(String raw, int quote) {
        if (quote == 0) {
            if (raw.startsWith("<<") && raw.chars().anyMatch(Lexical::isSpace)) {
                throw Check.refuse(
                        "a token that was read", "begins as a heredoc does, with white space and an environment span");
            }
            return raw.startsWith("<<") ? "\\" + raw : raw;
        }
        int end = raw.length();
        while (raw.charAt(end - 1) == '\\') {
            end--;
        }
        if (quote == '"' && (raw.length() - end) % 2 != 0) {
            throw Check.refuse("an open quote", "ends in a backslash, beside an environment span");
        }
        return raw + (char) quote;
    }

    /**
     * Where a span was replaced already, or has no end in its file, its opening is text; in what is written it could find an end.
     */
    private static String ended(Token token) {
        String raw = token.raw();
        int from = token.environmentSpans().isEmpty() ? 0 : raw.lastIndexOf('}');
        if (from > 0 && token.file().text().indexOf('}', token.end()) >= 0) {
            return raw;
        }
        return raw.substring(0, from) + escaped(raw.substring(from));
    }

    /** An opening that is closed at once is none. */
    private static String escaped(String text) {
        return OPENING.matcher(text).replaceAll("{\\$:{\\$}");
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
        return (text.startsWith("<<") ? "\\" : "") + escaped(text);
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
