package run.leger.caddy.standard;

import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Shape;

/** Lines whose first word is the name of a plugin's module. */
final class PluginLine {

    private PluginLine() {}

    /** Returns the shape of what stands after the name of a plugin's module; other names are errors. */
    static Shape in(String namespace) {
        return Shape.raw().rule((line, report) -> registered(namespace, line, report));
    }

    private static void registered(String namespace, Directive line, Report report) {
        String id = namespace + "." + line.name();
        if (!report.hasPlugin(id)) {
            report.error(line, "module not registered: " + id);
        }
    }
}
