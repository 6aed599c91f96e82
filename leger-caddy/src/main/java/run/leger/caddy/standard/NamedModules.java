package run.leger.caddy.standard;

import java.util.Set;
import run.leger.caddy.Argument;
import run.leger.caddy.grammar.Rule;

/** Holds arguments that name modules against those of the standard build and of plugins. */
final class NamedModules {
    private NamedModules() {}

    /** Returns a rule for all arguments of a line. */
    static Rule of(String namespace, String... standard) {
        Set<String> known = Set.of(standard);
        return (line, report) -> {
            for (Argument argument : line.arguments()) {
                argument.token().map(name -> namespace + "." + name).ifPresent(id -> {
                    boolean there = known.contains(id.substring(namespace.length() + 1)) || report.hasPlugin(id);
                    if (!there) {
                        report.error(line, argument, "module not registered: " + id);
                    }
                });
            }
        };
    }
}
