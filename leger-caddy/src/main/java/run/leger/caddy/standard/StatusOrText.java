package run.leger.caddy.standard;

import java.util.List;
import java.util.regex.Pattern;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Rule;
import run.leger.caddy.grammar.Setting;

/** A first argument that is a status where it is alone and a number of three characters, and text elsewhere. */
final class StatusOrText {
    private static final Pattern NUMBER = Pattern.compile("[+]?[0-9]+");

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
        return !first.isEmpty() && !(arguments.size() == 1 && isStatus(first));
    }

    private static boolean isStatus(String token) {
        return token.length() == 3 && NUMBER.matcher(token).matches() && Integer.parseInt(token) > 0;
    }
}
