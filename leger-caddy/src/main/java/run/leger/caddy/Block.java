package run.leger.caddy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects the lines of a directive's own block: subdirectives by name, and comments. */
public final class Block {
    private final List<Line> lines = new ArrayList<>();

    Block() {}

    /**
     * Adds a subdirective with literal arguments, each as {@link Argument#of}.
     *
     * @param name its name
     * @param arguments its arguments
     * @return this block
     * @throws UnwritableValueException if it is not a name
     */
    public Block line(String name, String... arguments) {
        return line(Directive.of(name, arguments));
    }

    /**
     * Adds a subdirective.
     *
     * @param subdirective the line
     * @return this block
     */
    public Block line(Directive subdirective) {
        lines.add(subdirective);
        return this;
    }

    /**
     * Adds a subdirective with a block.
     *
     * @param subdirective name and arguments
     * @param inner fills the block
     * @return this block
     */
    public Block block(Directive subdirective, Consumer<Block> inner) {
        return line(subdirective.withBlock(lines(inner)));
    }

    /**
     * Adds a subdirective whose block holds directives, such as {@code handle_response}.
     *
     * @param subdirective name and arguments
     * @param inner fills the block
     * @return this block
     */
    public Block directives(Directive subdirective, Consumer<Route> inner) {
        return line(subdirective.withBlock(Route.lines(inner)));
    }

    /**
     * Puts a snippet or files in this place.
     *
     * @param line what, and with which arguments
     * @return this block
     */
    public Block importing(Import line) {
        lines.add(line);
        return this;
    }

    /**
     * Adds a comment.
     *
     * @param text the text; each of its lines becomes one
     * @return this block
     * @throws UnwritableValueException if it has control characters
     */
    public Block comment(String text) {
        lines.add(new Comment(text));
        return this;
    }

    static List<Line> lines(Consumer<Block> inner) {
        Block block = new Block();
        inner.accept(block);
        return block.lines;
    }
}
