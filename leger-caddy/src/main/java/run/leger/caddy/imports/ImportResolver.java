package run.leger.caddy.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Finds and reads the files that a Caddyfile imports. Snippets need none.
 *
 * <p>An error's message becomes part of the {@link ImportException}, which adds the place and the pattern.
 */
public interface ImportResolver {
    /**
     * Finds files. Patterns that Caddy refuses for their wildcards are not asked for.
     *
     * @param importer the name of the file that has the import: the main tree's, or one that this method returned
     * @param pattern a path or a pattern, as it is written after {@code import} once its own placeholders are filled in
     * @return names for {@link #read} and for messages, in the order in which the files come; empty where nothing matches
     * @throws IOException if this pattern is not allowed, or cannot be looked for
     */
    List<String> find(String importer, String pattern) throws IOException;

    /**
     * Reads a file, whole. It is asked once for each name in one expansion.
     *
     * @param name one that {@link #find} returned
     * @return its bytes, which the caller may keep
     * @throws IOException if it cannot be read
     */
    byte[] read(String name) throws IOException;

    /**
     * Returns a resolver that opens nothing.
     *
     * @return one that refuses each import of a file
     */
    static ImportResolver none() {
        return NoFiles.INSTANCE;
    }

    /**
     * Returns a resolver for the files of one directory tree, with Caddy's rules for patterns. A path is relative to the directory of the file
     * that has the import, and that file's name to the root. Symbolic links are followed; what leads out of the root by a link, by {@code ..} or
     * by an absolute path is refused and never opened, as is what is no regular file, or has more than 16 MiB.
     *
     * <p>Who may change directories below the root while it reads may lead it elsewhere.
     *
     * @param root the directory
     * @return a resolver; it looks at the file system anew each time
     * @throws IOException if there is no such directory
     */
    static ImportResolver within(Path root) throws IOException {
        return new RootedFiles(root);
    }
}
