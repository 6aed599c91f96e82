package run.leger.caddy.standard;

import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Shape;

/** {@code route [matcher] { <directives> }}: a block of handlers in the order in which they stand. */
public final class RouteDirective {

    /** The directive. */
    public static final DirectiveType TYPE =
            DirectiveType.handler("route", Shape.of().directives());

    private RouteDirective() {}
}
