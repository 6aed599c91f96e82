package run.leger.caddy.standard;

import java.util.Arrays;
import java.util.List;
import run.leger.caddy.Directive;
import run.leger.caddy.Line;
import run.leger.caddy.grammar.Rule;
import run.leger.caddy.grammar.Setting;

/** Warns of lines in a block that Caddy passes over since it does not know them. */
final class PassedOver {
    private PassedOver() {}

    /** Returns a rule for a line with a block. */
    static Rule linesBut(Setting<?>... settings) {
        List<String> known = Arrays.stream(settings).map(Setting::name).toList();
        return (owner, report) -> {
            for (Line line : owner.block().orElse(List.of())) {
                if (line instanceof Directive entry && !known.contains(entry.name())) {
                    report.warning(entry, "Caddy passes over '" + entry.name() + "', which it does not know");
                }
            }
        };
    }
}
