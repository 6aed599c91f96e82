package run.leger.caddy.standard;

import run.leger.caddy.Argument;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Values;

/** {@code request_body [matcher] { max_size; set }}: limits or replaces the bodies of requests. */
public final class RequestBody {
    /** The greatest number of bytes. */
    public static final Setting<Long> MAX_SIZE = Setting.of("max_size", Values.size());
    /** The body that stands for that of the request. */
    public static final Setting<Argument> SET = Setting.of("set", Values.text());
    /** The directive. */
    public static final DirectiveType TYPE = DirectiveType.handler(
            "request_body", Shape.of().ignoringMoreAndBlock().block(MAX_SIZE, SET));

    private RequestBody() {}
}
