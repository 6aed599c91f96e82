package run.leger.caddy.syntax;

/**
 * A piece of a file. Nodes are immutable, and point to the text they were read from; an edit makes a new tree with new nodes.
 *
 * <p>Nothing is lost between them: {@link SyntaxTree#pieces} gives white space, comments and tokens in the order of the file, and all of them
 * together are the file.
 */
public sealed interface Node permits Part, Element, Space {
    /**
     * Returns the file that it stands in.
     *
     * @return the file
     */
    SourceFile file();

    /**
     * Returns where it begins.
     *
     * @return an index in the file's text
     */
    int start();

    /**
     * Returns where it ends.
     *
     * @return the index of the first character after it
     */
    int end();

    /**
     * Returns it as it is written in the file.
     *
     * @return the text from start to end
     */
    default String raw() {
        return file().text().substring(start(), end());
    }

    /**
     * Returns where it begins, as line and column.
     *
     * @return the place
     */
    default Position position() {
        return file().position(start());
    }
}
