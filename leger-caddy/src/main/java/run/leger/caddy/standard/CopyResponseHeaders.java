package run.leger.caddy.standard;

import java.util.List;
import run.leger.caddy.Argument;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code copy_response_headers [matcher] { include; exclude }}: copies headers of the response that {@code handle_response} handles. */
public final class CopyResponseHeaders {
    /** The headers that are copied. */
    public static final Setting<List<Argument>> INCLUDE = fields("include");
    /** The headers that are not. */
    public static final Setting<List<Argument>> EXCLUDE = fields("exclude");
    /** The directive. */
    public static final DirectiveType TYPE = new DirectiveType(
            "copy_response_headers",
            DirectiveType.Place.RESPONSE,
            true,
            Shape.of().block(INCLUDE, EXCLUDE));

    private CopyResponseHeaders() {}

    private static Setting<List<Argument>> fields(String name) {
        return Setting.list(name, Values.verbatim().writing(Literals::field))
                .shaped(Shape.of().rest(new Slot<>(0, "field", Values.verbatim().writing(Literals::field)), 0));
    }
}
