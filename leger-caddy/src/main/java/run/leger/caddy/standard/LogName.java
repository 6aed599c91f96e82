package run.leger.caddy.standard;

import run.leger.caddy.Argument;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code log_name [matcher] <name...>}: sends the request's access log to other loggers. */
public final class LogName {
    /** The names of the loggers. */
    public static final Slot<Argument> NAME = new Slot<>(0, "logger", Values.verbatim());
    /** The directive. */
    public static final DirectiveType TYPE =
            DirectiveType.handler("log_name", Shape.of().rest(NAME, 0).ignoringBlock());

    private LogName() {}
}
