package run.leger.caddy;

import java.util.List;

/**
 * A comment on lines of its own.
 *
 * @param text the text without {@code #}; each of its lines becomes one line of the file
 */
public record Comment(String text) implements Line {
    /**
     * Checks the text.
     *
     * @throws UnwritableValueException if it has a control character other than tab and line ends
     */
    public Comment {
        for (String line : lines(text)) {
            if (line.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7f)) {
                throw Check.refuse("comment", "holds a control character");
            }
        }
    }

    List<String> lines() {
        return lines(text);
    }

    private static List<String> lines(String text) {
        return text.lines().map(Comment::strippedRight).toList();
    }

    /** A space at the end would be lost where the comment ends the file. */
    private static String strippedRight(String line) {
        int end = line.length();
        while (end > 0 && CaddyFormatter.isSpace(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(0, end);
    }
}
