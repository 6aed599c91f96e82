package run.leger.caddy.standard;

import java.util.Arrays;
import java.util.List;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.Line;
import run.leger.caddy.grammar.Rule;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** Warns of lines in a block that Caddy passes over since it does not know them. */
final class PassedOver {
    /** A line that is passed over; Caddy reads its arguments as names of lines, too. */
    static final Shape LINE = Shape.of().rest(new Slot<>(0, "argument", Values.verbatim()), 0);

    private PassedOver() {}

    /** Returns a rule for a line with a block. */
    static Rule linesBut(Setting<?>... settings) {
        List<String> known = Arrays.stream(settings).map(Setting::name).toList();
        return (owner, report) -> {
            for (Line line : owner.block().orElse(List.of())) {
                if (line instanceof Directive entry && !known.contains(entry.name())) {
                    report.warning(entry, "Caddy passes over '" + entry.name() + "', which it does not know");
                    for (Argument argument : entry.arguments()) {
                        argument.token()
                                .filter(known::contains)
                                .ifPresent(name -> report.error(
                                        entry, argument, "Caddy reads '" + name + "' as the name of a line"));
                    }
                }
            }
        };
    }
}
