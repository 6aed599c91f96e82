package run.leger.caddy.syntax;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A site: addresses and what is done for them.
 *
 * @param head the tokens of the addresses, as they are written
 * @param braces the block; null where the site has no braces
 * @param elements what it holds
 * @param stray the closing brace that ends a site without an opening one; null where there is none
 */
public record Site(
        List<Token> head,
        @Nullable Block braces,
        List<Element> elements,
        @Nullable Token stray) implements Section {
    @Override
    public Optional<Block> block() {
        return Optional.ofNullable(braces);
    }

    /**
     * Returns the addresses, without the commas between them.
     *
     * @return the texts, in order
     */
    public List<String> addresses() {
        return Heads.keys(head);
    }

    @Override
    public int end() {
        if (braces != null) {
            return braces.end();
        }
        return stray != null ? stray.end() : Places.last(head, elements);
    }

    /** Returns where it stands. */
    @Override
    public String toString() {
        return Places.describe(this);
    }
}
