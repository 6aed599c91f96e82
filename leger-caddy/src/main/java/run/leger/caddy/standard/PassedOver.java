package run.leger.caddy.standard;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import run.leger.caddy.Directive;
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
        Rule words = new OwnWords(Set.copyOf(known));
        return (owner, report) -> {
            for (Directive entry :
                    Lines.of(owner).filter(line -> !known.contains(line.name())).toList()) {
                report.warning(entry, "Caddy passes over '" + entry.name() + "', which it does not know");
            }
            words.check(owner, report);
        };
    }
}
