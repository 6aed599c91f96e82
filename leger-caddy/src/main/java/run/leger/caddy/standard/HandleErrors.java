package run.leger.caddy.standard;

import java.util.regex.Pattern;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code handle_errors [<status…>] { <directives> }}: handles requests that ended in an error, all or those of a status. */
public final class HandleErrors {

    /** The statuses: three digits, or one digit and {@code xx}. */
    public static final Slot<String> STATUSES = new Slot<>(
            0,
            "status",
            Values.pattern("status", Pattern.compile("[0-9]xx|[0-9]{3}|[+-][0-9]{2}"), "404")
                    .examples("404", "4xx", "502")
                    .mistakes("40", "xxx", "4x", "4000", "/no", "@m"));
    /** The directive. */
    public static final DirectiveType TYPE =
            DirectiveType.site("handle_errors", Shape.of().rest(STATUSES, 0).directives());

    private HandleErrors() {}
}
