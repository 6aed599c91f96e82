package run.leger.caddy.syntax;

import java.util.List;
import java.util.Optional;

/**
 * A block without addresses. Its options are its elements.
 *
 * @param head nothing, or tokens that Caddy ignores: empty ones and commas
 * @param braces the block
 */
public record GlobalOptions(List<Token> head, Block braces) implements Section {
    @Override
    public Optional<Block> block() {
        return Optional.of(braces);
    }

    /** Returns where it stands. */
    @Override
    public String toString() {
        return Places.describe(this);
    }
}
