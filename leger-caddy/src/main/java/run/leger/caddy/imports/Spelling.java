package run.leger.caddy.imports;

import java.util.List;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.internal.Lexical;
import run.leger.caddy.syntax.Quote;

/** Writes a token so that Caddy's lexer gives its text again, quoted as it was where this is possible. */
final class Spelling {
    private static final List<Quote> QUOTED = List.of(Quote.DOUBLE, Quote.BACKTICK, Quote.HEREDOC);
    /** A token that is not quoted is none for Caddy's matchers in this form, and none in their raw text either. */
    private static final List<Quote> UNQUOTED = List.of(Quote.HEREDOC, Quote.DOUBLE, Quote.BACKTICK);

    private Spelling() {}

    /** Returns the source of a token. */
    static String write(Word word) {
        String spelt = spelt(word.text(), word.quote());
        if (spelt == null && !word.hasSpan()) {
            // What a span stands for may be read otherwise in other quotes.
            for (Quote quote : word.quote() == Quote.NONE ? UNQUOTED : QUOTED) {
                spelt = spelt == null ? spelt(word.text(), quote) : spelt;
            }
        }
        if (spelt == null) {
            throw new ImportException(
                    word.origin(), "what an argument makes of this token cannot be written in a Caddyfile");
        }
        return spelt;
    }

    /** Returns the text as Caddy's lexer gives it of what is written, before environment spans are replaced. */
    static String source(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean inSpan = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            inSpan = c == Word.SPAN || inSpan && c != Word.SPAN_END;
            if (c == '{' && !inSpan && text.startsWith("$", i + 1)) {
                // A literal opening becomes a span without a name, and with the opening as its default.
                out.append("{$:{");
            } else if (c == '$' && !inSpan && i > 0 && text.charAt(i - 1) == '{') {
                out.append("$}");
            } else if (c == Word.SPAN) {
                out.append("{$");
            } else {
                out.append(c == Word.SPAN_END ? '}' : c);
            }
        }
        return out.toString();
    }

    private static @Nullable String spelt(String text, Quote quote) {
        return switch (quote) {
            case NONE -> plain(text);
            case DOUBLE -> fitsDoubleQuotes(text) ? "\"" + source(escaped(text)) + "\"" : null;
            case BACKTICK -> outside(text).indexOf('`') < 0 ? "`" + source(text) + "`" : null;
            case HEREDOC -> heredoc(text);
        };
    }

    private static @Nullable String plain(String text) {
        // A backslash before a quote or a comment at the start of a token does not keep it from being one.
        int first = text.length() > 1 && text.charAt(0) == '\\' ? 1 : 0;
        if (text.isEmpty() || "\"`#".indexOf(text.charAt(first)) >= 0) {
            return null;
        }
        int run = 0;
        boolean inSpan = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inSpan || c == Word.SPAN) {
                inSpan = c != Word.SPAN_END;
                run = 0;
                continue;
            }
            if (Lexical.isSpace(c) || c == '<' && run % 2 != 0) {
                return null;
            }
            run = c == '\\' ? run + 1 : 0;
        }
        if (run % 2 != 0) {
            return null;
        }
        return (text.startsWith("<<") ? "\\" : "") + source(text);
    }

    private static boolean fitsDoubleQuotes(String text) {
        int run = 0;
        String outside = outside(text);
        for (int i = 0; i < outside.length(); i++) {
            char c = outside.charAt(i);
            if (c == '"' && run % 2 != 0) {
                return false;
            }
            run = c == '\\' ? run + 1 : 0;
        }
        return run % 2 == 0;
    }

    /** Returns the text with a letter for each span. */
    private static String outside(String text) {
        if (text.indexOf(Word.SPAN) < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        boolean inSpan = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inSpan || c == Word.SPAN) {
                inSpan = c != Word.SPAN_END;
                out.append(inSpan ? "" : "x");
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        boolean inSpan = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            inSpan = c == Word.SPAN || inSpan && c != Word.SPAN_END;
            out.append(c == '"' && !inSpan ? "\\" : "").append(c);
        }
        return out.toString();
    }

    private static @Nullable String heredoc(String text) {
        if (text.isEmpty() || outside(text).indexOf('\r') >= 0) {
            return null;
        }
        int longest = 0;
        for (int at = text.indexOf("EO"); at >= 0; at = text.indexOf("EO", at + 2)) {
            int end = at + 2;
            while (end < text.length() && text.charAt(end) == 'T') {
                end++;
            }
            longest = Math.max(longest, end - at - 2);
        }
        String marker = "EO" + "T".repeat(longest + 1);
        return "<<" + marker + "\n" + source(text) + "\n" + marker;
    }
}
