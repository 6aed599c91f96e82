package run.leger.caddy.standard;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.Import;
import run.leger.caddy.Line;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;

/** What becomes of responses, in the blocks of {@code reverse_proxy} and {@code intercept}. */
public final class ResponseHandlers {
    /** Which responses, by the name of a matcher of the same block. */
    public static final Slot<Argument> MATCHER = new Slot<>(0, "matcher", name());
    /** The new status, or, before one, the name of a matcher; may be a placeholder. */
    public static final Slot<Argument> STATUS_OR_MATCHER = new Slot<>(
            0, "status or matcher", Values.text().writing(Literals::status).examples("404", "{env.X}", "@a", "@X-Key"));
    /** The new status after a matcher; may be a placeholder. */
    public static final Slot<Argument> STATUS = new Slot<>(1, "status", StatusOrText.STATUS);
    /** {@code handle_response [<@matcher>] { directives }}: answers itself. */
    public static final Setting<Directive> HANDLE_RESPONSE =
            Setting.line("handle_response", Shape.of().optional(MATCHER).directives());
    /** {@code replace_status [<@matcher>] <status>}: changes the status. */
    public static final Setting<Directive> REPLACE_STATUS = Setting.line(
            "replace_status", Shape.of(STATUS_OR_MATCHER).optional(STATUS).emptyBlock());

    private ResponseHandlers() {}

    /** Lets the block of a shape say what becomes of responses. */
    static Shape in(Shape owner) {
        return ResponseMatchers.definedIn(owner.block(HANDLE_RESPONSE, REPLACE_STATUS))
                .rule(ResponseHandlers::defined);
    }

    private static ValueType<Argument> name() {
        return Values.verbatim()
                .where(token -> token.startsWith("@")
                        ? Optional.empty()
                        : Optional.of("must use a named response matcher, starting with '@'"))
                .writing(Literals::matcher)
                .examples("@a", "@X-Key")
                .mistakes("404");
    }

    /** A new status needs its matcher before it, other lines anywhere. */
    private static void defined(Directive owner, Report report) {
        Set<String> names = new HashSet<>();
        boolean open = false;
        for (Line line : owner.block().orElse(List.of())) {
            open |= line instanceof Import;
            if (!(line instanceof Directive directive)) {
                continue;
            }
            if (directive.name().startsWith("@")) {
                names.add(directive.name());
            } else if (directive.name().equals(REPLACE_STATUS.name())
                    && directive.arguments().size() == 2
                    && !open) {
                named(directive, names, report);
            }
        }
        if (!open) {
            Lines.of(owner)
                    .filter(line -> line.name().equals(HANDLE_RESPONSE.name()))
                    .filter(line -> !line.arguments().isEmpty())
                    .forEach(line -> named(line, names, report));
        }
    }

    private static void named(Directive line, Set<String> names, Report report) {
        Argument argument = line.arguments().get(0);
        argument.token().filter(name -> !names.contains(name)).ifPresent(name -> {
            String problem = name.startsWith("@")
                    ? "no named response matcher defined with name '" + name.substring(1) + "'"
                    : "must use a named response matcher, starting with '@'";
            report.error(line, argument, problem);
        });
    }
}
