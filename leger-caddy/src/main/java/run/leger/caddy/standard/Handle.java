package run.leger.caddy.standard;

import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Shape;

/** {@code handle [matcher] { <directives> }}: a block of handlers, of which the first that matches handles the request. */
public final class Handle {

    /** The directive. */
    public static final DirectiveType TYPE =
            DirectiveType.handler("handle", Shape.of().directives());

    private Handle() {}
}
