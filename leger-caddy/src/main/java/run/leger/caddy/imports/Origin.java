package run.leger.caddy.imports;

import java.util.List;
import java.util.Objects;
import run.leger.caddy.syntax.Position;

/**
 * Where a piece of an expanded file was written.
 *
 * @param file the name of the file
 * @param position the place in it; that of the placeholder where an argument of an import took its place
 * @param imports the imports that brought it, innermost first; empty for what stands in the file itself
 */
public record Origin(String file, Position position, List<ImportPlace> imports) {
    /** Makes an origin. */
    public Origin {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(position, "position");
        imports = List.copyOf(imports);
    }

    /** Returns {@code file:line:column}, as editors understand it. */
    @Override
    public String toString() {
        return file + ":" + position.line() + ":" + position.column();
    }
}
