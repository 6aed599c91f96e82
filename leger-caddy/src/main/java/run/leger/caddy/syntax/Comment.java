package run.leger.caddy.syntax;

/**
 * A comment, from {@code #} to the end of its line, which is not part of it.
 *
 * @param file the file
 * @param start where it begins
 * @param end where it ends
 */
public record Comment(SourceFile file, int start, int end) implements Element {
    /**
     * Returns what the comment says.
     *
     * @return the text after {@code #}, as it is written
     */
    public String text() {
        return file.text().substring(start + 1, end);
    }

    /** Returns whether Caddy does not count the line end after it, because of a backslash in it. */
    boolean hidesLineEnd() {
        String source = file.text();
        for (int i = start; i < end; i++) {
            int span = source.charAt(i) == '{' ? file.spanEnd(i) : -1;
            if (span > 0) {
                i = span - 1;
            } else if (source.charAt(i) == '\\') {
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
