package run.leger.caddy.standard;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Rule;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;

/** Warns of lines in a block that Caddy passes over since it does not know them. */
final class PassedOver {
    private PassedOver() {}

    /** Returns a line that is passed over. Caddy reads its arguments as names of lines, too, so these are not written there. */
    static Shape line(Setting<?>... settings) {
        List<String> known = Arrays.stream(settings).map(Setting::name).toList();
        ValueType<Argument> other = Values.verbatim()
                .writing(text -> known.contains(text)
                        ? Optional.of("is the name of a line, for which Caddy takes it here")
                        : Optional.empty());
        return Shape.of().rest(new Slot<>(0, "argument", other), 0);
    }

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
