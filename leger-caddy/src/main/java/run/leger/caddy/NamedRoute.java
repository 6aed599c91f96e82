package run.leger.caddy;

import java.util.List;

/**
 * Directives that sites run by name, with {@code invoke}: {@code &(name) { … }}.
 *
 * @param name the name
 * @param lines directives and comments in their order
 */
public record NamedRoute(String name, List<Line> lines) implements Section {
    /**
     * Copies the list.
     *
     * @throws UnwritableValueException if no spelling can carry the name, as with a comma in it
     */
    public NamedRoute {
        lines = List.copyOf(lines);
        Snippet.checkName(name, "named route");
    }
}
