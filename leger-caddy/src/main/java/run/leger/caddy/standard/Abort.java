package run.leger.caddy.standard;

import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Shape;

/** {@code abort [matcher]}: closes the connection without an answer. */
public final class Abort {
    /** The directive. */
    public static final DirectiveType TYPE = DirectiveType.handler("abort", Shape.of());

    private Abort() {}
}
