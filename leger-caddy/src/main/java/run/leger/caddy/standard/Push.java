package run.leger.caddy.standard;

import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code push [matcher] [<resource>] { [GET|HEAD] <resource>; headers }}: sends resources before they are asked for. */
public final class Push {
    /** The path of the resource. */
    public static final Slot<Argument> RESOURCE = new Slot<>(0, "resource", Values.text());
    /** A resource that is pushed as for GET. */
    public static final Setting<Argument> GET = Setting.of("GET", Values.text());
    /** A resource that is pushed as for HEAD. */
    public static final Setting<Argument> HEAD = Setting.of("HEAD", Values.text());
    /** The headers of the pushed requests: a block of lines as of {@link HeaderOperations}, whose names are the fields. */
    public static final Setting<Directive> HEADERS = Setting.line(
            "headers",
            Shape.of()
                    .blockOf(Shape.of().optional(Header.LINE_VALUE, Header.LINE_REPLACEMENT))
                    .rule(Push::fields));
    /** The directive. */
    public static final DirectiveType TYPE = DirectiveType.handler(
            "push",
            Shape.of()
                    .optional(RESOURCE)
                    .ignoringMoreAndBlock()
                    .block(GET, HEAD, HEADERS)
                    .blockOf(Shape.of()));

    private Push() {}

    private static void fields(Directive headers, Report report) {
        for (Directive line : Lines.of(headers).toList()) {
            HeaderOperations.FIELD
                    .type()
                    .problem(Argument.verbatim(line.name()))
                    .ifPresent(reason -> report.error(line, reason));
        }
    }
}
