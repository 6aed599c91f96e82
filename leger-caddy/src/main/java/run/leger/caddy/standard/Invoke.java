package run.leger.caddy.standard;

import run.leger.caddy.Argument;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code invoke [matcher] <named route>}: goes through a route that is defined as {@code &(name)}. */
public final class Invoke {
    /** The name of the route. */
    public static final Slot<Argument> NAME = new Slot<>(
            0,
            "named route",
            Values.verbatim().writing(Literals::name).examples("r").mistakes("nosuch"));
    /** The directive. */
    public static final DirectiveType TYPE = DirectiveType.handler("invoke", Shape.of(NAME));

    private Invoke() {}
}
