package run.leger.caddy.imports;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.syntax.Node;
import run.leger.caddy.syntax.SourceFile;
import run.leger.caddy.syntax.SyntaxException;
import run.leger.caddy.syntax.SyntaxTree;

/**
 * A Caddyfile without imports: what they bring stands in their place, as Caddy puts it there, and definitions of snippets are gone. Caddy's block
 * parser makes the same of it as of the file with its imports: keys, directives, and which tokens are on one line, also where Caddy's rules for
 * that are odd. Comments and layout are not kept.
 *
 * <p>Mirrors {@code doImport} of Caddy 2.11.9. All together the imports may bring a million tokens and 64 Mi characters. Immutable.
 */
public final class Expansion {
    private final SyntaxTree tree;
    private final OneFile written;
    private final List<ImportWarning> warnings;
    private final List<String> files;
    private final Origin begin;

    private Expansion(SyntaxTree original, Splicer splicer) {
        List<Word> words = Splicer.words(original);
        written = new OneFile(new BlockParser(words, splicer).parse());
        tree = written.write(original.file().name());
        warnings = List.copyOf(splicer.warnings());
        files = splicer.files();
        begin = new Origin(original.file().name(), original.file().position(0), List.of());
    }

    /**
     * Expands the imports of a file. Environment spans stay as they are, in imported files too, and are taken for text that is neither empty nor
     * syntax, without braces and without backslashes at its ends. A tree whose spans were replaced already has none, but what it imports may.
     *
     * <p>Blocks where the resolver does.
     *
     * @param tree the file; it may have been read tolerantly
     * @param resolver finds the files that it imports
     * @return the file without imports
     * @throws ImportException if Caddy refuses an import or what comes of it, if the resolver refuses a file, if it depends on the environment
     *     what an import names or its arguments are, if there is too much of it, or if what Caddy makes of it cannot be written as one file
     */
    public static Expansion of(SyntaxTree tree, ImportResolver resolver) {
        Objects.requireNonNull(tree, "tree");
        return new Expansion(tree, new Splicer(Objects.requireNonNull(resolver, "resolver"), null));
    }

    /**
     * Expands the imports of a file in an environment. Spans are replaced in it and in each file that it imports before anything else is looked
     * at, as Caddy does. A tree whose spans were replaced already is taken as it is.
     *
     * <p>A value may look like a span without being one for Caddy. The tree has such text as the default of a span without a name, which Caddy
     * makes the same of.
     *
     * @param tree the file; it may have been read tolerantly
     * @param resolver finds the files that it imports
     * @param environment gives the value of a variable, null where it is not set
     * @return the file without imports
     * @throws ImportException as {@link #of(SyntaxTree, ImportResolver)}
     */
    public static Expansion of(
            SyntaxTree tree, ImportResolver resolver, Function<String, @Nullable String> environment) {
        Objects.requireNonNull(environment, "environment");
        Splicer splicer = new Splicer(Objects.requireNonNull(resolver, "resolver"), environment);
        try {
            return new Expansion(tree.withEnvironmentTolerantly(environment), splicer);
        } catch (SyntaxException e) {
            throw new ImportException(
                    new Origin(e.file(), e.position(), List.of()), e.reason(), "correct the file at that place", e);
        }
    }

    /**
     * Returns the file without imports.
     *
     * @return its tree, under the name of the file
     */
    public SyntaxTree tree() {
        return tree;
    }

    /**
     * Returns where something in the file without imports was written.
     *
     * @param offset an index in the text of {@link #tree()}, at most its length
     * @return the origin of the token there, else of the one before
     */
    public Origin origin(int offset) {
        SourceFile file = tree.file();
        Objects.checkIndex(offset, file.text().length() + 1);
        return written.isEmpty() ? begin : written.originAt(offset);
    }

    /**
     * Returns where a node was written.
     *
     * @param node a node of {@link #tree()}
     * @return the origin of its first token
     * @throws IllegalArgumentException if it is of another tree
     */
    public Origin origin(Node node) {
        if (node.file() != tree.file()) {
            throw new IllegalArgumentException("a node of another tree: " + node);
        }
        return origin(node.start());
    }

    /**
     * Returns what Caddy warns of while it expands.
     *
     * @return the first thousand warnings, unmodifiable
     */
    public List<ImportWarning> warnings() {
        return warnings;
    }

    /**
     * Returns the files that were read.
     *
     * @return names as the resolver gave them, in the order of the first use, unmodifiable
     */
    public List<String> files() {
        return files;
    }

    /** Returns the name of the file. */
    @Override
    public String toString() {
        return "Expansion[" + tree.file() + "]";
    }
}
