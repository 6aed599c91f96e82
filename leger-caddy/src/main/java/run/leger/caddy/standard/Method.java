package run.leger.caddy.standard;

import run.leger.caddy.Argument;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code method [matcher] <method>}: changes the method of requests. */
public final class Method {
    /** The method. */
    public static final Slot<Argument> METHOD = new Slot<>(0, "method", Values.text());
    /** The directive. */
    public static final DirectiveType TYPE =
            DirectiveType.handler("method", Shape.of(METHOD).ignoringBlock());

    private Method() {}
}
