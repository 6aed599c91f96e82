package run.leger.caddy.standard;

import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code vars [matcher] [<name> <value>] { <name> <value> }}: sets variables. The names of the lines are those of variables. */
public final class Vars {
    /** The name of the variable. */
    public static final Slot<Argument> NAME =
            new Slot<>(0, "name", Values.text().writing(Literals.not("handler")));
    /** The value; a number, {@code true} or {@code false} without quotes is no text. */
    public static final Slot<Argument> VALUE =
            new Slot<>(1, "value", Values.text().quoted());
    /** The value in a line of the block. */
    public static final Slot<Argument> LINE_VALUE =
            new Slot<>(0, "value", Values.text().quoted());
    /** The directive. */
    public static final DirectiveType TYPE = DirectiveType.handler(
            "vars",
            Shape.of().optional(NAME, VALUE).blockOf(Shape.of(LINE_VALUE)).rule(Vars::nameHasValue));

    private Vars() {}

    private static void nameHasValue(Directive line, Report report) {
        if (line.arguments().size() == 1 && Lines.canCount(line)) {
            report.error(
                    line,
                    "wrong argument count or unexpected line ending after '"
                            + line.arguments().get(0).token().orElse("") + "'");
        }
    }
}
