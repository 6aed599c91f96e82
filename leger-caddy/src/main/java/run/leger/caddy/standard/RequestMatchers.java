package run.leger.caddy.standard;

import java.util.List;
import run.leger.caddy.grammar.Setting;

/** The request matchers. */
final class RequestMatchers {
    private RequestMatchers() {}

    static List<Setting<?>> all() {
        return List.of();
    }
}
