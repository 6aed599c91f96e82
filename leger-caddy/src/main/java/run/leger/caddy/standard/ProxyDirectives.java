package run.leger.caddy.standard;

import java.util.List;
import run.leger.caddy.grammar.DirectiveType;

/** The directives that pass requests on. */
final class ProxyDirectives {
    private ProxyDirectives() {}

    static List<DirectiveType> all() {
        return List.of(ReverseProxy.TYPE, ForwardAuth.TYPE, PhpFastcgi.TYPE, Intercept.TYPE);
    }
}
