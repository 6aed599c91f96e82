package run.leger.caddy.standard;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Choice;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;

/**
 * {@code status <code...>} and {@code header <field> <value>} or {@code header !<field>}: which responses, in a block or, one of them, on the
 * line of the name. On the line they are read from {@link Directive#inner}.
 */
public final class ResponseMatchers {
    /** The name of a header; with {@code !} before it, the response must not have it. */
    public static final Slot<Argument> FIELD = new Slot<>(
            0,
            "field",
            Values.verbatim()
                    .writing(Literals::field)
                    .examples("X-Y", "!X-Y", "Server")
                    .mistakes("!"));
    /** The value of a header; {@code *} at its beginning or end stands for anything. */
    public static final Slot<Argument> VALUE = new Slot<>(1, "value", Values.verbatim());
    /** The codes of which the response must have one, such as {@code 404} or {@code 2xx}. */
    public static final Setting<List<String>> STATUS = Setting.list("status", code());
    /** A header that the response must have, or must not. */
    public static final Setting<Directive> HEADER =
            Setting.line("header", Shape.of(FIELD).optional(VALUE).emptyBlock().rule(ResponseMatchers::fieldAndValue));
    /** What follows a name such as {@code @ok}, or {@code match}. */
    public static final Shape SHAPE = Shape.choose(Choice.byWord(0, "")
            .with("status", STATUS.shape().block(STATUS, HEADER).behind(word()))
            .with("header", HEADER.shape().behind(word()))
            .orNone(Shape.of().block(STATUS, HEADER)));

    private ResponseMatchers() {}

    /** Lets the block of a shape define such matchers by names that begin with {@code @}. */
    static Shape definedIn(Shape owner) {
        return owner.blockOf("@", SHAPE).rule(ResponseMatchers::distinct);
    }

    private static Slot<Argument> word() {
        return new Slot<>(0, "matcher", Values.verbatim());
    }

    static ValueType<String> code() {
        return ValueType.of(
                        "status code",
                        token -> token.matches("[0-9]xx")
                                ? Optional.empty()
                                : Values.integer()
                                        .problem(Argument.verbatim(token))
                                        .map(reason ->
                                                "bad status value '" + token + "': neither a code nor such as 2xx"),
                        token -> token,
                        (String code) -> code)
                .examples("200", "404", "5xx", "2xx")
                .mistakes("xx", "axx", "4x", "x");
    }

    /** {@code <field> <value>} or {@code !<field>}. */
    static void fieldAndValue(Directive header, Report report) {
        if (!Lines.canCount(header)) {
            return;
        }
        int values = header.arguments().size() - 1;
        Optional<String> field = FIELD.in(header).flatMap(Argument::token);
        if (field.isEmpty()) {
            return;
        }
        boolean absent = field.get().startsWith("!");
        if (field.get().equals("!")) {
            report.error(header, "malformed header matcher: must have field name following ! character");
        } else if (absent && values > 0) {
            report.error(header, "malformed header matcher: null matching headers cannot have a field value");
        } else if (!absent && values == 0) {
            report.error(header, "malformed header matcher: expected both field and value");
        }
    }

    /** Returns the header lines of what has this shape. */
    static List<Directive> headers(Directive matcher) {
        List<Directive> headers = new ArrayList<>();
        matcher.inner().filter(line -> line.name().equals(HEADER.name())).ifPresent(headers::add);
        headers.addAll(HEADER.allIn(matcher));
        return headers;
    }

    private static void distinct(Directive owner, Report report) {
        Set<String> names = new HashSet<>();
        Lines.of(owner)
                .filter(matcher -> matcher.name().startsWith("@") && !names.add(matcher.name()))
                .forEach(matcher -> report.error(matcher, "matcher is defined more than once: " + matcher.name()));
    }
}
