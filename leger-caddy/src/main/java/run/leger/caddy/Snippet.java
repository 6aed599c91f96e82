package run.leger.caddy;

import java.util.List;
import run.leger.caddy.internal.Utf8;

/**
 * Lines that an {@code import} puts in its place: {@code (name) { … }}. It must stand before its first use.
 *
 * @param name the name
 * @param lines directives, options or whatever is to stand in the places of the imports
 */
public record Snippet(String name, List<Line> lines) implements Section {
    /**
     * Copies the list.
     *
     * @throws UnwritableValueException if no spelling can carry the name, as with a comma in it
     */
    public Snippet {
        lines = List.copyOf(lines);
        checkName(name, "snippet");
    }

    /**
     * Returns the line of a snippet in whose place the block of an import stands: <code>{block}</code>.
     *
     * @return the line; nothing comes of it where the import has no block
     */
    public static Directive blockOfImport() {
        return new Directive(Argument.placeholder("block"), null, List.of(), null, null);
    }

    static void checkName(String name, String position) {
        if (name.indexOf('\0') >= 0 || Utf8.firstHalf(name, 0) >= 0) {
            throw Check.refuse(position, "the name holds a NUL, or half a surrogate pair");
        }
        if (name.indexOf(',') >= 0) {
            throw Check.refuse(position, "the name holds a comma, at which Caddy ends site addresses");
        }
        if (name.contains("{$")) {
            throw Check.refuse(position, "the name begins an environment span, and would depend on the environment");
        }
    }
}
