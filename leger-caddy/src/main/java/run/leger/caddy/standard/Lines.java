package run.leger.caddy.standard;

import java.util.List;
import java.util.stream.Stream;
import run.leger.caddy.Directive;
import run.leger.caddy.Import;
import run.leger.caddy.grammar.Setting;

/** What stands in a block, without reading it: values can depend on the environment. */
final class Lines {
    private Lines() {}

    static Stream<Directive> of(Directive owner) {
        return owner.block().orElse(List.of()).stream()
                .filter(Directive.class::isInstance)
                .map(Directive.class::cast);
    }

    static boolean has(Directive owner, Setting<?> setting) {
        return of(owner).anyMatch(line -> line.name().equals(setting.name()));
    }

    /** Tells whether a line has as many arguments as it seems to: an environment span without quotes can be any number of them. */
    static boolean canCount(Directive line) {
        return line.arguments().stream().allMatch(argument -> argument.token().isPresent());
    }

    /** Tells whether an import that was not expanded can bring lines into a block. */
    static boolean mayCome(Directive owner) {
        return owner.block().orElse(List.of()).stream().anyMatch(Import.class::isInstance);
    }
}
