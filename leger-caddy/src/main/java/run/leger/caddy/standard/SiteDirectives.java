package run.leger.caddy.standard;

import java.util.List;
import run.leger.caddy.grammar.DirectiveType;

/** The directives of sites that handle no requests themselves, and those that hold others. */
final class SiteDirectives {
    private SiteDirectives() {}

    static List<DirectiveType> all() {
        return List.of(
                Bind.TYPE,
                Handle.TYPE,
                HandlePath.TYPE,
                HandleErrors.TYPE,
                RouteDirective.TYPE,
                LogDirective.TYPE,
                TlsDirective.TYPE);
    }
}
