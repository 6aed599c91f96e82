package run.leger.caddy.syntax;

import org.jspecify.annotations.Nullable;

/** The body of a heredoc: where it ends, and what is left of it without its indentation. */
final class Heredocs {
    private Heredocs() {}

    /** Returns where the marker stands first, not counting what is in environment spans, or -1. In linear time for any marker. */
    static int find(SourceFile file, int from, String marker) {
        String text = file.text();
        int[] fallback = fallback(marker);
        int matched = 0;
        for (int i = from; i < text.length(); ) {
            char c = text.charAt(i);
            int spanEnd = c == '{' ? file.spanEnd(i) : -1;
            if (spanEnd > 0) {
                matched = 0;
                i = spanEnd;
                continue;
            }
            while (matched > 0 && c != marker.charAt(matched)) {
                matched = fallback[matched - 1];
            }
            if (c == marker.charAt(matched)) {
                matched++;
            }
            i++;
            if (matched == marker.length()) {
                return i - matched;
            }
        }
        return -1;
    }

    /** For each beginning of the marker, the length of the longest shorter one that it ends in. */
    private static int[] fallback(String marker) {
        int[] fallback = new int[marker.length()];
        int matched = 0;
        for (int i = 1; i < marker.length(); i++) {
            while (matched > 0 && marker.charAt(i) != marker.charAt(matched)) {
                matched = fallback[matched - 1];
            }
            if (marker.charAt(i) == marker.charAt(matched)) {
                matched++;
            }
            fallback[i] = matched;
        }
        return fallback;
    }

    /** Checks the indentation, and puts the text without it where one is wanted. */
    static void readBody(
            SourceFile file, int begin, int close, String marker, int start, int line, @Nullable StringBuilder value) {
        String text = file.text();
        int lastEnd = text.lastIndexOf('\n', close - 1);
        if (lastEnd < begin) {
            return; // Caddy takes what is before a marker on the first line for its indentation.
        }
        String padding = text.substring(lastEnd + 1, close);
        int number = line;
        for (int from = begin; from <= lastEnd; ) {
            int to = text.indexOf('\n', from);
            number++;
            boolean blank = to == from || to == from + 1 && text.charAt(from) == '\r';
            if (!blank && !text.startsWith(padding, from)) {
                throw new SyntaxException(
                        file,
                        start,
                        "mismatched leading whitespace in heredoc <<" + marker + " on line #" + number + " ["
                                + text.substring(from, text.charAt(to - 1) == '\r' ? to - 1 : to)
                                + "], expected whitespace [" + padding
                                + "] to match the closing marker");
            }
            if (value != null) {
                putLine(text, blank ? to : from + padding.length(), to, value);
                if (to < lastEnd) {
                    value.append('\n');
                }
            }
            from = to + 1;
        }
    }

    private static void putLine(String text, int from, int to, StringBuilder value) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != '\r') {
                value.append(text.charAt(i));
            }
        }
    }
}
