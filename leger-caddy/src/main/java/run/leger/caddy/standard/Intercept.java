package run.leger.caddy.standard;

import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Shape;

/** {@code intercept [matcher] { @name <response matcher>; handle_response; replace_status }}: takes responses of other directives. */
public final class Intercept {
    /** The directive; its lines are those of {@link ResponseHandlers} and {@link ResponseMatchers}. */
    public static final DirectiveType TYPE =
            DirectiveType.handler("intercept", ResponseHandlers.in(Shape.of()).ignoringMoreAndBlock());

    private Intercept() {}
}
