package run.leger.caddy.standard;

import run.leger.caddy.Argument;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code rewrite [matcher] <to>}: changes the URI of requests. */
public final class Rewrite {
    /** The path, with a query or a fragment. */
    public static final Slot<Argument> TO = new Slot<>(0, "to", Values.text());
    /** The directive. */
    public static final DirectiveType TYPE = DirectiveType.handler("rewrite", oneOrTwo(TO));

    private Rewrite() {}

    /** One argument is the value, whatever it looks like; of two that are no matcher and a value, Caddy passes over the second. */
    static Shape oneOrTwo(Slot<Argument> value) {
        return Shape.of(value).ignoringMore().ignoringBlock().rule((line, report) -> {
            int arguments = line.arguments().size() + (line.matcher().isPresent() ? 1 : 0);
            if (arguments > 2 && Lines.canCount(line)) {
                report.error(line, "too many arguments; should only be a matcher and a " + value.name());
            }
        });
    }
}
