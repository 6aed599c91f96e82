package run.leger.caddy.syntax;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A block with its braces. Equal to the block that begins at the same place of the same file.
 *
 * @param open the opening brace
 * @param elements what stands in it, comments among it, unmodifiable
 * @param closing the closing brace; null where the file ends before it, which Caddy accepts for a site if the
 *     last token is a brace; the block then goes to the end of the file
 */
public record Block(
        Token open, List<Element> elements, @Nullable Token closing) implements Part {
    /**
     * Returns the closing brace.
     *
     * @return the brace, empty where the file ends before it
     */
    public Optional<Token> close() {
        return Optional.ofNullable(closing);
    }

    @Override
    public SourceFile file() {
        return open.file();
    }

    @Override
    public int start() {
        return open.start();
    }

    @Override
    public int end() {
        return closing != null ? closing.end() : file().text().length();
    }

    // By place: blocks may be nested deeper than a stack is.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Block block && open.equals(block.open);
    }

    @Override
    public int hashCode() {
        return open.hashCode();
    }

    /** Returns where it stands. */
    @Override
    public String toString() {
        return Places.describe(this);
    }
}
