package run.leger.caddy.standard;

import java.util.List;
import run.leger.caddy.grammar.Setting;

/** The global options. */
final class GlobalOptionTypes {
    private GlobalOptionTypes() {}

    static List<Setting<?>> all() {
        return List.of();
    }
}
