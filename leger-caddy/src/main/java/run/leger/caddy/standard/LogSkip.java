package run.leger.caddy.standard;

import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Shape;

/** {@code log_skip [matcher]}: leaves the request out of the access log. */
public final class LogSkip {
    /** The directive. */
    public static final DirectiveType TYPE =
            DirectiveType.handler("log_skip", Shape.of().emptyBlock());
    /** The directive by its old name. */
    public static final DirectiveType DEPRECATED =
            DirectiveType.handler("skip_log", Shape.of().emptyBlock());

    private LogSkip() {}
}
