package run.leger.caddy.syntax;

import java.util.List;

/**
 * A line of a block that is no import, with the block that may belong to it.
 *
 * @param parts what it is made of
 */
public record Directive(List<Part> parts) implements Statement {
    /** Returns where it stands. */
    @Override
    public String toString() {
        return Places.describe(this);
    }
}
