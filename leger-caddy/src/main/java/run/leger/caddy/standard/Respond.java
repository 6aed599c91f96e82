package run.leger.caddy.standard;

import run.leger.caddy.Argument;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code respond [matcher] <body|status> [status] { body; close }}: answers by itself. A first argument of three digits alone is the status. */
public final class Respond {
    /** The body, or the status where it is three digits and alone. */
    public static final Slot<Argument> FIRST = new Slot<>(0, "body or status", StatusOrText.TEXT);
    /** The status, which may be a placeholder. */
    public static final Slot<Argument> STATUS = new Slot<>(1, "status", StatusOrText.STATUS);
    /** The body, where it is not on the line. */
    public static final Setting<Argument> BODY =
            Setting.of("body", Values.text()).once();
    /** Whether the connection is closed after the answer. */
    public static final Setting<Boolean> CLOSE = Setting.flag("close").once();
    /** The directive. */
    public static final DirectiveType TYPE = DirectiveType.handler(
            "respond", Shape.of(FIRST).optional(STATUS).block(BODY, CLOSE).rule(StatusOrText.notTwice(BODY)));

    private Respond() {}
}
