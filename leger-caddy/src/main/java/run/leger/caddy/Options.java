package run.leger.caddy;

import java.util.List;

/**
 * The global options, in the block without a name that stands before all sites.
 *
 * @param lines options and comments in their order
 */
public record Options(List<Line> lines) implements Section {
    /** Copies the list. */
    public Options {
        lines = List.copyOf(lines);
    }
}
