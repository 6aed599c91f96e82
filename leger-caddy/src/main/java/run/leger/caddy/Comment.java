package run.leger.caddy;

import java.util.List;
import run.leger.caddy.internal.Lexical;
import run.leger.caddy.internal.Utf8;

/**
 * A comment on lines of its own.
 *
 * @param text the text without {@code #}; each of its lines becomes one line of the file
 */
public record Comment(String text) implements Line, Section {
    /**
     * Checks the text.
     *
     * @throws UnwritableValueException if it has a control character other than tab and line ends, or half a surrogate pair
     */
    public Comment {
        for (String line : lines(text)) {
            if (line.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7f)) {
                throw Check.refuse("comment", "holds a control character");
            }
            if (Utf8.firstHalf(line, 0) >= 0) {
                throw Check.refuse("comment", "holds half a surrogate pair, which UTF-8 cannot carry");
            }
        }
    }

    List<String> lines() {
        return lines(text);
    }

    private static List<String> lines(String text) {
        return text.isEmpty()
                ? List.of("")
                : text.lines().map(Comment::strippedRight).toList();
    }

    /** A space at the end would be lost where the comment ends the file. */
    private static String strippedRight(String line) {
        int end = line.length();
        while (end > 0 && Lexical.isSpace(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(0, end);
    }
}
