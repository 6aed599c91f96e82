package run.leger.caddy.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.internal.Lexical;
import run.leger.caddy.internal.Utf8;

/**
 * Splits a file into tokens as Caddy does, with environment spans as single pieces. It goes over each character once, and only here is it said
 * what a token's text is.
 */
final class Lexer {
    private final SourceFile file;
    private final String text;
    private final int length;
    private final List<Comment> comments = new ArrayList<>();
    /** Takes the text of the next token; without it only places are found. */
    private final @Nullable StringBuilder value;

    private int at;
    private int line = 1;
    /** Line ends that a continuation or a heredoc hid, added when the logical line ends. */
    private int skipped;

    Lexer(SourceFile file) {
        this(file, file.text().startsWith("\ufeff") ? 1 : 0, null);
    }

    /** Makes a lexer that begins between two pieces; it counts lines from there. */
    Lexer(SourceFile file, int at) {
        this(file, at, null);
    }

    private Lexer(SourceFile file, int at, @Nullable StringBuilder value) {
        this.file = file;
        this.text = file.text();
        this.length = text.length();
        this.at = at;
        this.value = value;
    }

    /** Returns the text of a token that this lexer found. */
    static String textOf(Token token) {
        StringBuilder value = new StringBuilder(token.end() - token.start());
        new Lexer(token.file(), token.start(), value).next();
        return Utf8.readable(value.toString());
    }

    /** Returns the comments between the token before the last one and the last one, or the end. */
    List<Comment> takeComments() {
        if (comments.isEmpty()) {
            return List.of();
        }
        List<Comment> taken = List.copyOf(comments);
        comments.clear();
        return taken;
    }

    /** Returns the next token, null at the end. */
    @Nullable
    Token next() {
        int backslash = -1;
        while (at < length) {
            char c = text.charAt(at);
            if (c == '\n') {
                lineEnd(backslash >= 0);
                backslash = -1;
            } else if (Lexical.isSpace(c)) {
                at++;
            } else if (c == '\\' && backslash < 0) {
                backslash = at++;
            } else if (c == '#') {
                backslash = comment(backslash);
            } else {
                int start = backslash < 0 ? at : backslash;
                if (c == '"' || c == '`') {
                    return quoted(start, c, backslash >= 0);
                }
                return plain(start, backslash >= 0);
            }
        }
        return null;
    }

    private void lineEnd(boolean continued) {
        at++;
        if (continued) {
            skipped++;
        } else {
            line += 1 + skipped;
            skipped = 0;
        }
    }

    /** Skips an environment span, whose text stays as it is; returns whether there was one. */
    private boolean span() {
        int end = file.spanEnd(at);
        if (end < 0) {
            return false;
        }
        put(at, end);
        at = end;
        return true;
    }

    /** Skips a comment. A backslash in it continues the line, as one before it does: Caddy looks for backslashes first. */
    private int comment(int backslash) {
        int start = at;
        int found = backslash;
        while (at < length) {
            char c = text.charAt(at);
            if (c == '{') {
                int end = file.spanEnd(at);
                if (end > 0) {
                    at = end;
                    continue;
                }
            } else if (c == '\n') {
                break;
            } else if (c == '\\' && found < 0) {
                found = at;
            }
            at++;
        }
        comments.add(new Comment(file, start, at));
        return found;
    }

    private @Nullable Token quoted(int start, char quote, boolean afterBackslash) {
        int first = line;
        boolean escapes = quote == '"';
        boolean escaped = afterBackslash && escapes;
        boolean empty = true;
        at++;
        while (at < length) {
            char c = text.charAt(at);
            if (escaped) {
                if (c != '"') {
                    put('\\');
                }
                escaped = false;
            } else if (c == '\\' && escapes) {
                escaped = true;
                at++;
                continue;
            } else if (c == quote) {
                at++;
                return new Token(file, start, at, first, escapes ? Quote.DOUBLE : Quote.BACKTICK);
            }
            empty = false;
            if (c == '{' && span()) {
                continue;
            }
            put(c);
            if (c == '\n') {
                lineEnd(false);
            } else {
                at++;
            }
        }
        // Caddy takes what an open quote holds for a token that is not quoted, and nothing for nothing.
        return empty ? null : new Token(file, start, length, first, Quote.NONE);
    }

    private @Nullable Token plain(int start, boolean afterBackslash) {
        int first = line;
        boolean escaped = afterBackslash;
        boolean mayBeHeredoc = true;
        int count = 0;
        int end = at;
        while (at < length) {
            char c = text.charAt(at);
            if (c == '\\' && !escaped) {
                escaped = true;
                at++;
                continue;
            }
            if (Lexical.isSpace(c)) {
                if (c == '\r') {
                    at++;
                    continue;
                }
                if (c == '\n') {
                    lineEnd(escaped);
                } else {
                    at++;
                }
                break;
            }
            if (escaped) {
                if (c == '<') {
                    mayBeHeredoc = false;
                } else {
                    put('\\');
                    count++;
                }
                escaped = false;
            }
            mayBeHeredoc &= count > 1 || c == '<';
            count++;
            if (c == '{' && span()) {
                end = at;
                continue;
            }
            put(c);
            end = ++at;
            if (count == 2 && mayBeHeredoc) {
                return heredoc(start);
            }
        }
        return new Token(file, start, end, first, Quote.NONE);
    }

    /** Reads on after two {@code <}: what follows to the end of the line is a marker, unless a space says that it is an ordinary token. */
    private @Nullable Token heredoc(int start) {
        int first = line;
        StringBuilder marker = new StringBuilder();
        int end = at;
        while (at < length && text.charAt(at) != ' ') {
            char c = text.charAt(at);
            if (c == '\n') {
                at++;
                skipped++;
                return body(start, first, marker.toString());
            }
            int spanEnd = c == '{' ? file.spanEnd(at) : -1;
            int to = Math.max(spanEnd, at + 1);
            if (c != '\r') {
                marker.append(text, at, to);
                end = to;
            }
            at = to;
        }
        put(marker);
        return new Token(file, start, end, first, Quote.NONE);
    }

    private @Nullable Token body(int start, int first, String marker) {
        checkMarker(start, first, marker);
        int begin = at;
        if (begin == length) {
            return null; // Caddy misses the end only where something stands before it.
        }
        int close = Heredocs.find(file, begin, marker);
        if (close < 0) {
            // Caddy names the line on which the file ends.
            int last = line
                    + skipped
                    + (int) text.substring(begin).chars().filter(c -> c == '\n').count();
            throw error(
                    start,
                    "incomplete heredoc <<" + marker + " on line #" + last + ", expected ending marker " + marker);
        }
        if (value != null) {
            value.setLength(0);
        }
        Heredocs.readBody(file, begin, close, marker, start, first, value);
        for (int i = text.indexOf('\n', begin); i >= 0 && i < close; i = text.indexOf('\n', i + 1)) {
            skipped++;
        }
        line += skipped;
        skipped = 0;
        at = close + marker.length();
        return new Token(file, start, at, first, Quote.HEREDOC);
    }

    private void checkMarker(int start, int first, String marker) {
        if (marker.isEmpty()) {
            throw error(
                    start,
                    "missing opening heredoc marker on line #" + first
                            + "; must contain only alphanumeric characters, dashes and underscores; got empty string");
        }
        if (marker.charAt(0) == '<') {
            throw error(start, "too many '<' for heredoc on line #" + first + "; only use two, for example <<END");
        }
        if (!Lexical.isMarker(marker)) {
            throw error(
                    start,
                    "heredoc marker on line #" + first
                            + " must contain only alphanumeric characters, dashes and underscores; got '" + marker
                            + "'");
        }
    }

    private SyntaxException error(int offset, String reason) {
        return new SyntaxException(file, offset, reason);
    }

    private void put(char c) {
        if (value != null) {
            value.append(c);
        }
    }

    private void put(CharSequence chars) {
        if (value != null) {
            value.append(chars);
        }
    }

    private void put(int from, int to) {
        if (value != null) {
            value.append(text, from, to);
        }
    }
}
