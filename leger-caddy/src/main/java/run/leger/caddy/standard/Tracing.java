package run.leger.caddy.standard;

import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code tracing [matcher] { span; span_attributes }}: records requests with OpenTelemetry. */
public final class Tracing {
    /** The name of the span. */
    public static final Setting<Argument> SPAN = Setting.of("span", Values.text());
    /** The value of an attribute; in the line of the attribute. */
    public static final Slot<Argument> ATTRIBUTE = new Slot<>(0, "value", Values.text());
    /** The attributes of the span: a block whose lines have the names of attributes. */
    public static final Setting<Directive> SPAN_ATTRIBUTES =
            Setting.line("span_attributes", Shape.of().blockOf(Shape.of(ATTRIBUTE)));
    /** The directive. */
    public static final DirectiveType TYPE =
            DirectiveType.handler("tracing", Shape.of().block(SPAN, SPAN_ATTRIBUTES));

    private Tracing() {}
}
