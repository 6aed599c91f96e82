package run.leger.caddy;

import run.leger.caddy.internal.Lexical;

/** The state of {@link CaddyFormatter}: takes one code point at a time. */
final class FormatMachine {
    private static final int MAX_DEPTH = 10;

    private enum Quote {
        NONE,
        DOUBLE,
        BACKTICK,
        BACKTICK_IN_DOUBLE
    }

    private enum Heredoc {
        OFF,
        MARKER,
        BODY
    }

    private enum Brace {
        NONE,
        PENDING,
        WRITTEN
    }

    private final StringBuilder out;
    private final StringBuilder marker = new StringBuilder();
    private final StringBuilder token = new StringBuilder();
    private boolean space = true;
    private boolean beginningOfLine = true;
    private Brace brace = Brace.NONE;
    private boolean braceHadSpace;
    private boolean braceStays;
    private int newLines;
    private boolean comment;
    private Quote quote = Quote.NONE;
    private boolean escaped;
    private Heredoc heredoc = Heredoc.OFF;
    private boolean heredocEscaped;
    private int bodyLineStart;
    private int depth;
    private boolean firstToken = true;
    private boolean importLine;
    private boolean afterImportLine;

    FormatMachine(int length) {
        out = new StringBuilder(length + length / 8 + 1);
    }

    void accept(int c) {
        if (inHeredoc(c)) {
            return;
        }
        if (last() == '<' && space) {
            space = false;
        }
        if (comment) {
            if (c == '\n') {
                comment = false;
                space = true;
                nextLine();
            } else {
                out.appendCodePoint(c);
            }
            return;
        }
        if (c == '\\' && !escaped) {
            if (space) {
                out.append(' ');
                space = false;
            }
            out.appendCodePoint(c);
            escaped = true;
            return;
        }
        if (escaped) {
            if (c == '<') {
                heredocEscaped = true;
            }
            out.appendCodePoint(c);
            escaped = false;
            return;
        }
        if (inQuote(c)) {
            return;
        }
        if (Lexical.isSpace(c)) {
            endToken();
            space = true;
            heredocEscaped = false;
            if (c == '\n') {
                endLine();
                newLines++;
            }
            return;
        }
        structure(c);
    }

    String finish() {
        if (brace == Brace.PENDING) {
            flushBrace();
        }
        int from = 0;
        int to = out.length();
        while (from < to && Lexical.isSpace(out.charAt(from))) {
            from++;
        }
        while (to > from && Lexical.isSpace(out.charAt(to - 1))) {
            to--;
        }
        return out.substring(from, to) + "\n";
    }

    private boolean inHeredoc(int c) {
        if (quote == Quote.NONE && heredoc == Heredoc.OFF && !heredocEscaped && space && last() == '<' && c == '<') {
            out.appendCodePoint(c);
            heredoc = Heredoc.MARKER;
            marker.setLength(0);
            space = false;
            return true;
        }
        if (heredoc == Heredoc.MARKER) {
            if (c == '\n') {
                if (Lexical.isMarker(marker)) {
                    heredoc = Heredoc.BODY;
                    out.appendCodePoint(c);
                    bodyLineStart = out.length();
                } else {
                    heredoc = Heredoc.OFF;
                    nextLine();
                }
                return true;
            }
            if (!Lexical.isSpace(c)) {
                marker.appendCodePoint(c);
                out.appendCodePoint(c);
                return true;
            }
            heredoc = Heredoc.OFF;
        }
        if (heredoc == Heredoc.BODY) {
            if (Lexical.isSpace(c) && endsInMarker()) {
                heredoc = Heredoc.OFF;
                return false;
            }
            out.appendCodePoint(c);
            if (c == '\n') {
                bodyLineStart = out.length();
            }
            return true;
        }
        return false;
    }

    private boolean endsInMarker() {
        int from = out.length() - marker.length();
        if (from < bodyLineStart) {
            return false;
        }
        for (int i = 0; i < marker.length(); i++) {
            if (out.charAt(from + i) != marker.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the character is part of quoted text and done with. */
    private boolean inQuote(int c) {
        if (c == '`') {
            quote = switch (quote) {
                case NONE -> Quote.BACKTICK;
                case BACKTICK -> Quote.NONE;
                case DOUBLE -> Quote.BACKTICK_IN_DOUBLE;
                case BACKTICK_IN_DOUBLE -> Quote.DOUBLE;
            };
        }
        if (quote == Quote.DOUBLE) {
            if (c == '"') {
                quote = Quote.NONE;
            }
            out.appendCodePoint(c);
            return true;
        }
        if (c == '"') {
            if (quote == Quote.NONE && space) {
                quote = Quote.DOUBLE;
            } else if (quote == Quote.BACKTICK_IN_DOUBLE) {
                quote = Quote.NONE;
            }
        }
        if (quote == Quote.BACKTICK || quote == Quote.BACKTICK_IN_DOUBLE) {
            if (c == '`' && space && !beginningOfLine) {
                out.append(' ');
            }
            out.appendCodePoint(c);
            space = false;
            return true;
        }
        return false;
    }

    /** Everything that is neither white space nor quoted. */
    private void structure(int c) {
        boolean spaceBefore = space;
        space = false;
        if (c == '#') {
            comment = true;
        }
        if (brace == Brace.PENDING && spaceBefore) {
            flushBrace();
        }
        if (c == '{') {
            endToken();
            if (brace == Brace.PENDING) {
                flushBrace();
            }
            brace = Brace.PENDING;
            braceHadSpace = spaceBefore && !beginningOfLine;
            braceStays = newLines > 0 && afterImportLine && depth == 0;
            if (braceHadSpace && newLines == 0) {
                out.append(' ');
            }
            return;
        }
        if (c == '}' && (spaceBefore || brace == Brace.NONE)) {
            endToken();
            if (last() != '\n') {
                nextLine();
            }
            depth = Math.max(0, depth - 1);
            tabs();
            out.appendCodePoint(c);
            newLines = 0;
            return;
        }
        ordinary(c, spaceBefore);
    }

    private void ordinary(int c, boolean spaceBefore) {
        for (int i = Math.min(newLines, 2); i > 0; i--) {
            nextLine();
        }
        newLines = 0;
        if (beginningOfLine) {
            tabs();
        }
        if (depth == 0 && last() == '}' && beginningOfLine) {
            nextLine();
            nextLine();
        }
        if (!beginningOfLine && spaceBefore) {
            out.append(' ');
        }
        if (brace == Brace.PENDING) {
            out.append('{');
            brace = Brace.WRITTEN;
        }
        if (spaceBefore && c == '<') {
            space = true;
        }
        out.appendCodePoint(c);
        if (firstToken && token.length() <= 6) {
            token.appendCodePoint(c);
        }
        beginningOfLine = false;
    }

    private void flushBrace() {
        if (depth == 0 && last() == '}') {
            nextLine();
            nextLine();
        }
        brace = Brace.NONE;
        if (braceStays) {
            if (last() != '\n') {
                nextLine();
            }
            tabs();
        } else if (beginningOfLine) {
            tabs();
        } else if (!braceHadSpace || !Lexical.isSpace(last())) {
            out.append(' ');
        }
        out.append('{');
        nextLine();
        newLines = 0;
        depth = Math.min(MAX_DEPTH, depth + 1);
    }

    private void endToken() {
        if (firstToken && !token.isEmpty()) {
            firstToken = false;
            importLine = token.toString().equals("import");
        }
    }

    private void endLine() {
        afterImportLine = importLine && depth == 0;
        importLine = false;
        firstToken = true;
        token.setLength(0);
    }

    private void nextLine() {
        out.append('\n');
        beginningOfLine = true;
    }

    private void tabs() {
        for (int i = 0; i < depth; i++) {
            out.append('\t');
        }
    }

    private char last() {
        return out.isEmpty() ? '\0' : out.charAt(out.length() - 1);
    }
}
