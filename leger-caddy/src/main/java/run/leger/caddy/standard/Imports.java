package run.leger.caddy.standard;

import java.util.List;
import run.leger.caddy.Directive;
import run.leger.caddy.Import;

/** Lines that may bring what a rule misses. */
final class Imports {

    private Imports() {}

    static boolean in(Directive line) {
        return line.block().orElse(List.of()).stream().anyMatch(Import.class::isInstance);
    }
}
