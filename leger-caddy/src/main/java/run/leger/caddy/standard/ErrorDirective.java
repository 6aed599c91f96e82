package run.leger.caddy.standard;

import run.leger.caddy.Argument;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code error [matcher] <message|status> [status] { message }}: raises an error, which {@code handle_errors} handles. */
public final class ErrorDirective {
    /** The message, or the status where it is three digits and alone. */
    public static final Slot<Argument> FIRST = new Slot<>(0, "message or status", StatusOrText.TEXT);
    /** The status, which may be a placeholder. */
    public static final Slot<Argument> STATUS = new Slot<>(1, "status", StatusOrText.STATUS);
    /** The message, where it is not on the line. */
    public static final Setting<Argument> MESSAGE =
            Setting.of("message", Values.text()).once();
    /** The directive. */
    public static final DirectiveType TYPE = DirectiveType.handler(
            "error", Shape.of(FIRST).optional(STATUS).block(MESSAGE).rule(StatusOrText.notTwice(MESSAGE)));

    private ErrorDirective() {}
}
