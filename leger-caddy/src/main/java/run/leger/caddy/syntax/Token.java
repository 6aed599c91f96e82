package run.leger.caddy.syntax;

import java.util.List;
import run.leger.caddy.internal.Lexical;
import run.leger.caddy.internal.Utf8;

/**
 * A token, as Caddy's lexer sees it with each environment span as one piece of text.
 *
 * @param file the file
 * @param start where it begins; a backslash that Caddy moves to the token, over white space, is part of it
 * @param end where it ends, quotes and markers included
 * @param line the line as Caddy counts it for its messages: tokens of a continued line have the number of its first line
 * @param quote how it is quoted
 */
public record Token(SourceFile file, int start, int end, int line, Quote quote) implements Part {
    /**
     * Returns what Caddy understands: without quotes, escapes and the indentation of a heredoc. Environment spans stay as they are written. A
     * byte that is not UTF-8 is U+FFFD.
     *
     * @return the text; empty only for quoted tokens
     */
    public String text() {
        return isSpelt() ? Lexer.textOf(this) : Utf8.readable(raw());
    }

    /**
     * Returns whether it is quoted in any way.
     *
     * @return false for an open quote at the end of a file
     */
    public boolean isQuoted() {
        return quote != Quote.NONE;
    }

    /**
     * Returns the environment spans in it.
     *
     * @return the spans in order; where there are some, what the token means depends on the environment, and unless it is quoted also how many
     *     tokens it is
     */
    public List<EnvironmentSpan> environmentSpans() {
        return Spans.in(file, start, end);
    }

    /**
     * Returns whether Caddy takes the token that follows for one of the same line. This is decided by line numbers: a heredoc without content
     * is counted as a line more than it has, so that what stands on the next line still belongs to it.
     *
     * @param next the token after this one
     * @return whether no new line begins with it
     */
    public boolean isOnLineOf(Token next) {
        return line >= next.line || line + lineEnds() >= next.line;
    }

    private int lineEnds() {
        if (quote == Quote.NONE) {
            return 0; // So it is for nearly all, and nothing has to be looked for.
        }
        int ends = quote == Quote.HEREDOC ? 2 : 0;
        int first = file.text().indexOf('\n', start);
        if (first < 0 || first >= end) {
            return ends;
        }
        ends += lineEndsIn(text());
        for (EnvironmentSpan span : environmentSpans()) {
            ends -= lineEndsIn(file.text().substring(span.start(), span.end()));
        }
        return ends;
    }

    private static int lineEndsIn(String text) {
        int ends = 0;
        for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
            ends++;
        }
        return ends;
    }

    /** Returns whether it is a brace that counts. */
    boolean isBrace(char brace) {
        if (quote != Quote.NONE) {
            return false;
        }
        int length = end - start;
        // The longer form is an open quote at the end of the file.
        return length == 1
                ? file.text().charAt(start) == brace
                : length <= 3 && file.text().charAt(end - 1) == brace && text().equals(String.valueOf(brace));
    }

    /** Returns whether a quote begins it that nothing ends: it goes to the end of the file, and what is written there is part of it. */
    boolean isOpenQuote() {
        if (quote != Quote.NONE || end < file.text().length()) {
            return false;
        }
        int first = start;
        while (file.text().charAt(first) == '\\' || Lexical.isSpace(file.text().charAt(first))) {
            if (++first == end) {
                return false;
            }
        }
        return file.text().charAt(first) == '"' || file.text().charAt(first) == '`';
    }

    /**
     * Returns where it ends together with a backslash that Caddy loses, because a space follows it. After another token that backslash would
     * continue the line.
     */
    int endWithBackslash() {
        String text = file.text();
        if (quote != Quote.NONE || end >= text.length() || text.charAt(end) != '\\') {
            return end;
        }
        int next = end + 1;
        while (next < text.length() && text.charAt(next) == '\r') {
            next++;
        }
        return next < text.length() && text.charAt(next) == '\n' ? end : end + 1;
    }

    /** Returns whether it is a heredoc without a line, which Caddy counts as a line more than it has. */
    boolean takesNextLine() {
        String text = file.text();
        return quote == Quote.HEREDOC && text.indexOf('\n', start) == text.lastIndexOf('\n', end - 1);
    }

    /** Returns whether its text is this one, however it is quoted. */
    boolean says(String word) {
        int length = end - start;
        if (length == word.length()) {
            return file.text().startsWith(word, start);
        }
        return length > word.length() && isSpelt() && text().equals(word);
    }

    /** Returns whether its text may be another one than what is written. Where it is not, nothing has to be decoded. */
    private boolean isSpelt() {
        String text = file.text();
        char first = text.charAt(start);
        if (quote != Quote.NONE || first == '"' || first == '`') {
            return true;
        }
        for (int i = start; i < end; i++) {
            if (text.charAt(i) == '\r' || text.charAt(i) == '\\') {
                return true;
            }
        }
        return false;
    }

    /** Returns where it stands. */
    @Override
    public String toString() {
        return Places.describe(this);
    }
}
