package run.leger.caddy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a Caddyfile as Caddy does, up to the tokens: the environment, then the lexer. The second opinion on what the writer wrote. */
final class CaddyfileLexer {
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    /** Line ends that a continuation hid, added when the logical line ends. */
    private int skipped;

    /** A token: its text, its first line, how many line ends it spans, and whether it was quoted. */
    record Token(String text, int line, int span, boolean quoted) {}

    private CaddyfileLexer(String text) {
        this.text = text;
    }

    /** Returns the tokens with the environment that the function is: null for a variable that is not set. */
    static List<Token> tokens(String text, Function<String, @Nullable String> environment) {
        CaddyfileLexer lexer = new CaddyfileLexer(substituted(text, environment));
        if (lexer.text.startsWith("\ufeff")) {
            lexer.at = 1;
        }
        while (lexer.next()) {
            // Collects.
        }
        return lexer.tokens;
    }

    /** Returns the tokens of each logical line. */
    static List<List<Token>> lines(String text, Function<String, @Nullable String> environment) {
        List<List<Token>> lines = new ArrayList<>();
        Token before = null;
        for (Token token : tokens(text, environment)) {
            if (before == null || before.line() + before.span() < token.line()) {
                lines.add(new ArrayList<>());
            }
            lines.get(lines.size() - 1).add(token);
            before = token;
        }
        return lines;
    }

    private static String substituted(String text, Function<String, @Nullable String> environment) {
        StringBuilder out = new StringBuilder();
        int from = 0;
        while (true) {
            int open = text.indexOf("{$", from);
            int close = open < 0 ? -1 : text.indexOf('}', open);
            if (close < 0) {
                return out.append(text, from, text.length()).toString();
            }
            String content = text.substring(open + 2, close);
            out.append(text, from, open);
            if (content.isEmpty()) {
                out.append("{$}");
            } else {
                int colon = content.indexOf(':');
                String value = environment.apply(colon < 0 ? content : content.substring(0, colon));
                out.append(value != null ? value : colon < 0 ? "" : content.substring(colon + 1));
            }
            from = close + 1;
        }
    }

    private boolean next() {
        boolean pendingBackslash = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                at++;
                if (pendingBackslash) {
                    skipped++;
                    pendingBackslash = false;
                } else {
                    line += 1 + skipped;
                    skipped = 0;
                }
            } else if (CaddyFormatter.isSpace(c)) {
                at++;
            } else if (c == '\\' && !pendingBackslash) {
                pendingBackslash = true;
                at++;
            } else if (c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
                pendingBackslash = false;
            } else {
                token(c, pendingBackslash);
                return true;
            }
        }
        return false;
    }

    private void token(char first, boolean pendingBackslash) {
        int start = line;
        if (first == '"' || first == '`') {
            if (pendingBackslash) {
                throw new AssertionError("an unquoted backslash before a quote: the writer never writes one");
            }
            quoted(first, start);
        } else if (first == '<' && text.startsWith("<<", at) && !pendingBackslash && heredoc(start)) {
            return;
        } else {
            plain(start, pendingBackslash);
        }
    }

    private void quoted(char quote, int start) {
        StringBuilder value = new StringBuilder();
        boolean escaped = false;
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\n') {
                line++;
            }
            if (quote == '"' && escaped) {
                if (c != '"') {
                    value.append('\\');
                }
                value.append(c);
                escaped = false;
            } else if (quote == '"' && c == '\\') {
                escaped = true;
            } else if (c == quote) {
                at++;
                tokens.add(new Token(value.toString(), start, line - start, true));
                return;
            } else {
                value.append(c);
            }
        }
        throw new AssertionError("an open quote");
    }

    private boolean heredoc(int start) {
        int end = text.indexOf('\n', at);
        if (end < 0) {
            return false;
        }
        String marker = text.substring(at + 2, end).replace("\r", "");
        if (marker.indexOf(' ') >= 0) {
            return false;
        }
        if (!marker.matches("[A-Za-z0-9_-]+")) {
            throw new AssertionError("a bad heredoc marker");
        }
        int close = text.indexOf(marker, end + 1);
        if (close < 0) {
            throw new AssertionError("an open heredoc");
        }
        String body = text.substring(end + 1, close).replace("\r", "");
        int lastBreak = body.lastIndexOf('\n');
        if (!body.substring(lastBreak + 1).isEmpty()) {
            throw new AssertionError("an indented heredoc: the writer never indents one");
        }
        String value = lastBreak < 0 ? "" : body.substring(0, lastBreak);
        int breaks =
                (int) text.substring(at, close).chars().filter(c -> c == '\n').count();
        tokens.add(new Token(value, start, breaks, true));
        line += breaks;
        at = close + marker.length();
        return true;
    }

    private void plain(int start, boolean pendingBackslash) {
        StringBuilder value = new StringBuilder(pendingBackslash ? "\\" : "");
        while (at < text.length() && !CaddyFormatter.isSpace(text.charAt(at))
                || at < text.length() && text.charAt(at) == '\r') {
            if (text.charAt(at) != '\r') {
                value.append(text.charAt(at));
            }
            at++;
        }
        tokens.add(new Token(value.toString(), start, 0, false));
    }
}
