package run.leger.caddy.standard;

import java.util.List;
import run.leger.caddy.grammar.DirectiveType;

/** The handlers of requests but for those that pass them on. */
final class HttpDirectives {
    private HttpDirectives() {}

    static List<DirectiveType> all() {
        return List.of(Respond.TYPE);
    }
}
