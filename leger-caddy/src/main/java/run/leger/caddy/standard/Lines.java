package run.leger.caddy.standard;

import java.util.List;
import run.leger.caddy.Directive;
import run.leger.caddy.Import;
import run.leger.caddy.Line;
import run.leger.caddy.grammar.Setting;

/** Lines of blocks, as rules look at them: whatever their shape. */
final class Lines {
    private Lines() {}

    static List<Directive> named(Setting<?> setting, List<Line> lines) {
        return lines.stream()
                .filter(line ->
                        line instanceof Directive directive && directive.name().equals(setting.name()))
                .map(Directive.class::cast)
                .toList();
    }

    static List<Directive> named(Setting<?> setting, Directive owner) {
        return named(setting, owner.block().orElse(List.of()));
    }

    /** Tells whether the block may have more lines than it shows. */
    static boolean mayBeMore(Directive owner) {
        return owner.block().orElse(List.of()).stream().anyMatch(Import.class::isInstance);
    }
}
