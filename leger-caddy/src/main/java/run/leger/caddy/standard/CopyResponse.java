package run.leger.caddy.standard;

import java.util.List;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code copy_response [matcher] [status] { status }}: copies the response that {@code handle_response} handles. */
public final class CopyResponse {
    /** The status; Caddy passes over it where it is no number. */
    public static final Slot<Argument> STATUS =
            new Slot<>(0, "status", Values.verbatim().writing(Literals::status).examples("200", "404", "{path}", "x"));
    /** The status, which may be a placeholder. Caddy passes over it where a number stands on the line. */
    public static final Setting<Argument> STATUS_LINE = Setting.of("status", StatusOrText.STATUS);
    /** The directive. */
    public static final DirectiveType TYPE = new DirectiveType(
            "copy_response",
            DirectiveType.Place.RESPONSE,
            true,
            Shape.of().optional(STATUS).ignoringMore().block(STATUS_LINE).rule(CopyResponse::number));

    private CopyResponse() {}

    private static void number(Directive line, Report report) {
        List<Argument> arguments = line.arguments();
        boolean number = arguments.size() == 1
                && arguments
                        .get(0)
                        .token()
                        .filter(token -> token.matches("[+]?0*[1-9][0-9]{0,17}"))
                        .isPresent();
        boolean known = arguments.stream().allMatch(argument -> argument.token().isPresent());
        if (!arguments.isEmpty() && !number && known) {
            report.warning(line, "Caddy passes over the arguments: only one that is a number is a status");
        }
    }
}
