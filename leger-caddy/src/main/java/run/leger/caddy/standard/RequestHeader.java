package run.leger.caddy.standard;

import run.leger.caddy.grammar.DirectiveType;

/** {@code request_header [matcher] [+|-]<field> [<value|regexp>] [<replacement>]}: changes headers of requests, as {@link HeaderOperations} say. */
public final class RequestHeader {
    /** The directive. */
    public static final DirectiveType TYPE =
            DirectiveType.handler("request_header", HeaderOperations.SHAPE.ignoringBlock());

    private RequestHeader() {}
}
