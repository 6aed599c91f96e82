package run.leger.caddy.standard;

import run.leger.caddy.Argument;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code log_append [matcher] [<]<key> <value>}: adds a field to the access log. */
public final class LogAppend {
    /** The key; with {@code <} before it, the field is added before the request is handled. */
    public static final Slot<Argument> KEY =
            new Slot<>(0, "key", Values.verbatim().writing(Literals.notAfter("<")));
    /** A placeholder, the name of a variable, or text. */
    public static final Slot<Argument> VALUE = new Slot<>(1, "value", Values.plain());
    /** The directive. */
    public static final DirectiveType TYPE = DirectiveType.handler(
            "log_append", Shape.of(KEY, VALUE).ignoringMore().ignoringBlock());

    private LogAppend() {}
}
