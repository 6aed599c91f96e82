package run.leger.caddy.imports;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.syntax.Position;

/**
 * Where an import stands, and what it names.
 *
 * @param file the name of the file
 * @param position the place of the word {@code import} in it
 * @param name the snippet; null for an import of files
 */
public record ImportPlace(
        String file, Position position, @Nullable String name) {
    /** Makes a place. */
    public ImportPlace {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(position, "position");
    }

    /**
     * Returns the snippet.
     *
     * @return its name, empty for an import of files
     */
    public Optional<String> snippet() {
        return Optional.ofNullable(name);
    }

    /** Returns {@code file:line:column}, and the snippet. */
    @Override
    public String toString() {
        String place = file + ":" + position.line() + ":" + position.column();
        return name == null ? place : place + " (" + name + ")";
    }
}
