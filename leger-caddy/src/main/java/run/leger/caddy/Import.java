package run.leger.caddy;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.syntax.Node;

/**
 * A line that puts a snippet or other files in its place: {@code import pattern arguments… { block }}. Immutable.
 *
 * <p>What it brings is found by {@code run.leger.caddy.imports}.
 */
public final class Import implements Line, Section {
    private final Argument pattern;
    private final List<Argument> arguments;
    private final @Nullable List<Line> block;
    private final @Nullable Node source;

    Import(Argument pattern, List<Argument> arguments, @Nullable List<Line> block, @Nullable Node source) {
        this.pattern = pattern;
        this.arguments = List.copyOf(arguments);
        this.block = block == null ? null : List.copyOf(block);
        this.source = source;
    }

    /**
     * Returns an import of a snippet or of files.
     *
     * @param pattern the name of a snippet, or a file or a pattern of files, relative to the file that the line stands in
     * @param arguments its arguments, which take the places of {@code {args[0]}} and so on, without braces and line ends
     * @return the line
     * @throws UnwritableValueException if the pattern is empty, or one of them holds a brace or a line end: what Caddy makes of these depends on
     *     where the text is put
     */
    public static Import of(String pattern, String... arguments) {
        if (pattern.isEmpty()) {
            throw Check.refuse("import", "names nothing");
        }
        Argument[] literals = new Argument[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            literals[i] = plain(arguments[i], "import, argument " + (i + 1));
        }
        return new Import(plain(pattern, "import"), List.of(literals), null, null);
    }

    private static Argument plain(String text, String position) {
        if (text.indexOf('\n') >= 0 || text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
            throw Check.refuse(position, "holds a line end or a brace");
        }
        return Argument.of(text);
    }

    /**
     * Returns this import with a block, whose lines take the place of {@code {block}}, and each by its name that of {@code {blocks.name}}.
     *
     * @param lines what stands in the block
     * @return a new import
     */
    public Import withBlock(List<? extends Line> lines) {
        return new Import(pattern, arguments, List.copyOf(lines), source);
    }

    /**
     * Returns what is imported.
     *
     * @return the name of a snippet, or a pattern of files
     */
    public Argument pattern() {
        return pattern;
    }

    /**
     * Returns the arguments.
     *
     * @return the arguments after the pattern, unmodifiable
     */
    public List<Argument> arguments() {
        return arguments;
    }

    /**
     * Returns the block.
     *
     * @return its lines, or empty where there is no block
     */
    public Optional<List<Line>> block() {
        return Optional.ofNullable(block);
    }

    /**
     * Returns where this was read.
     *
     * @return the node of the syntax tree, empty for an import that was not read from a file
     */
    public Optional<Node> source() {
        return Optional.ofNullable(source);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Import that
                && pattern.equals(that.pattern)
                && arguments.equals(that.arguments)
                && Objects.equals(block, that.block);
    }

    @Override
    public int hashCode() {
        return Objects.hash(pattern, arguments, block);
    }

    /** Returns the number of arguments; their text may be secret. */
    @Override
    public String toString() {
        return "Import[" + arguments.size() + " arguments]";
    }
}
