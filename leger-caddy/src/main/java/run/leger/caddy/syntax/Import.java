package run.leger.caddy.syntax;

import java.util.List;

/**
 * An import of a snippet or of files, kept as it is written. Caddy obeys the word where it is first on its line, even in quotes.
 *
 * @param parts what it is made of; the first is the word {@code import}
 */
public record Import(List<Part> parts) implements Statement {
    /** Returns where it stands. */
    @Override
    public String toString() {
        return Places.describe(this);
    }
}
