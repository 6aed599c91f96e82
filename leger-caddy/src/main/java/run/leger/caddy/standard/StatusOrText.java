package run.leger.caddy.standard;

import java.util.List;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Rule;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;

/** A first argument that is a status where it is alone and a number of three characters, and text elsewhere. */
final class StatusOrText {
    /** The status where it is not alone; Caddy replaces placeholders in it. */
    static final ValueType<Argument> STATUS =
            Values.text().writing(Literals::status).examples("404", "200", "{env.X}", "x");
    /** The first argument. */
    static final ValueType<Argument> TEXT =
            Values.text().writing(Literals::noStatus).examples("x", "404", "a b", "", "{path}");

    private StatusOrText() {}

    /** Returns a rule: a setting that says the same text must not stand beside it. */
    static Rule notTwice(Setting<?> setting) {
        return (line, report) -> {
            if (isText(line)) {
                Lines.of(line)
                        .filter(entry -> entry.name().equals(setting.name()))
                        .forEach(entry -> report.error(entry, setting.name() + " already specified"));
            }
        };
    }

    private static boolean isText(Directive line) {
        List<Argument> arguments = line.arguments();
        if (arguments.isEmpty() || !Lines.canCount(line)) {
            return false;
        }
        String first = arguments.get(0).token().orElseThrow();
        return !first.isEmpty() && !(arguments.size() == 1 && Literals.isStatus(first));
    }
}
