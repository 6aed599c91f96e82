package run.leger.caddy.syntax;

/**
 * What Caddy skips beside comments: white space, line ends, a byte order mark, the backslash of a continued line, and at the end of a file a
 * lone backslash, a
 * quote that holds nothing, or a heredoc without a line.
 *
 * @param file the file
 * @param start where it begins
 * @param end where it ends
 */
public record Space(SourceFile file, int start, int end) implements Node {
    /** Returns where it stands. */
    @Override
    public String toString() {
        return Places.describe(this);
    }
}
