package run.leger.caddy.standard;

import java.util.List;
import java.util.stream.Stream;
import run.leger.caddy.Directive;
import run.leger.caddy.Import;
import run.leger.caddy.Line;
import run.leger.caddy.grammar.Setting;

/** What stands in a block, without reading it: values can depend on the environment. */
final class Lines {
    private Lines() {}

    static Stream<Directive> of(Directive owner) {
        return owner.block().orElse(List.of()).stream()
                .filter(Directive.class::isInstance)
                .map(Directive.class::cast);
    }

    static List<Directive> named(Setting<?> setting, Directive owner) {
        return named(setting, owner.block().orElse(List.of()));
    }

    static List<Directive> named(Setting<?> setting, List<Line> lines) {
        return lines.stream()
                .filter(line ->
                        line instanceof Directive directive && directive.name().equals(setting.name()))
                .map(Directive.class::cast)
                .toList();
    }

    static boolean has(Directive owner, Setting<?> setting) {
        return of(owner).anyMatch(line -> line.name().equals(setting.name()));
    }

    /** Tells whether an import that was not expanded can bring lines into a block. */
    static boolean mayCome(Directive owner) {
        return owner.block().orElse(List.of()).stream().anyMatch(Import.class::isInstance);
    }
}
