package run.leger.caddy.syntax;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A named route, {@code &(name) { ... }}, for the directive {@code invoke}.
 *
 * @param head the token with the name, among tokens that Caddy ignores
 * @param braces the block; null in a file that ends before it
 */
public record NamedRoute(List<Token> head, @Nullable Block braces) implements Section {
    @Override
    public Optional<Block> block() {
        return Optional.ofNullable(braces);
    }

    /**
     * Returns the name.
     *
     * @return what is between the parentheses
     */
    public String name() {
        String key = Heads.keys(head).get(0);
        return key.substring(key.indexOf('(') + 1, key.length() - 1);
    }

    /** Returns where it stands. */
    @Override
    public String toString() {
        return Places.describe(this);
    }
}
