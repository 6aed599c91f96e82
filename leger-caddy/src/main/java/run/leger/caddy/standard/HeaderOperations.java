package run.leger.caddy.standard;

import java.util.Optional;
import run.leger.caddy.Argument;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;

/**
 * {@code [+|-]<field> [<value|regexp>] [<replacement>]}: sets a header; {@code +} before the field adds one, {@code -} takes it away. With a
 * replacement, the value is a regular expression, and what it finds is replaced.
 */
public final class HeaderOperations {
    /** The name of the header with what is done to it; {@code *} is any text where it is taken away, and all headers with a replacement. */
    public static final Slot<Argument> FIELD = new Slot<>(0, "field", field());
    /** The value, or with a replacement the regular expression. */
    public static final Slot<Argument> VALUE = new Slot<>(1, "value", Values.text());
    /** What stands for each find of the regular expression; {@code $1} is its first group. */
    public static final Slot<Argument> REPLACEMENT = new Slot<>(2, "replacement", Values.text());
    /** The line, after the word that asks for it. */
    public static final Shape SHAPE = Shape.of(FIELD).optional(VALUE, REPLACEMENT);

    private HeaderOperations() {}

    private static ValueType<Argument> field() {
        return Values.text()
                .where(token -> token.startsWith("?")
                        ? Optional.of(
                                token + ": the default header modifier ('?') can only be used on response headers; for"
                                        + " conditional manipulation of request headers, use matchers")
                        : Optional.empty())
                .writing(Literals::field)
                .examples("X-Y", "+X-Y", "-X-*", ">X-Y", "{path}", "*")
                .mistakes("?X-Y");
    }
}
