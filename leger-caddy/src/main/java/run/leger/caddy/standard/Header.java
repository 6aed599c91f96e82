package run.leger.caddy.standard;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/**
 * {@code header [matcher] [[+|-|?|>]<field> [<value|regexp>] [<replacement>]]}, or a block of such lines with {@code defer} and {@code match}:
 * changes headers of responses. {@code +} before the field adds one, {@code -} takes it away, {@code ?} sets it where it is missing, {@code >}
 * sets it when the response is written. In a block the names of the lines are the fields.
 */
public final class Header {
    /** The name of the header with what is done to it. */
    public static final Slot<Argument> FIELD = new Slot<>(
            0,
            "field",
            Values.text().writing(Literals::field).examples("X-Y", "+X-Y", "-X-*", ">X-Y", "?X-Y", "X-Y:", "{path}"));
    /** The value, or with a replacement the regular expression. */
    public static final Slot<Argument> VALUE = HeaderOperations.VALUE;
    /** What stands for each find of the regular expression; {@code $1} is its first group. */
    public static final Slot<Argument> REPLACEMENT = HeaderOperations.REPLACEMENT;
    /** The value in a line of the block. */
    public static final Slot<Argument> LINE_VALUE = new Slot<>(0, "value", Values.text());
    /** The replacement in a line of the block. */
    public static final Slot<Argument> LINE_REPLACEMENT = new Slot<>(1, "replacement", Values.text());
    /** Whether headers are changed when the response is written, and not before. */
    public static final Setting<Boolean> DEFER = Setting.flag("defer");
    /** Which responses are changed, as {@link ResponseMatchers} say. */
    public static final Setting<Directive> MATCH = Setting.line("match", ResponseMatchers.SHAPE);
    /** The directive. */
    public static final DirectiveType TYPE = DirectiveType.handler(
            "header",
            Shape.of()
                    .optional(FIELD, VALUE, REPLACEMENT)
                    .ignoringMoreAndBlock()
                    .block(DEFER, MATCH)
                    .blockOf(Shape.of().optional(LINE_VALUE, LINE_REPLACEMENT))
                    .rule(Header::oneForm)
                    .rule(Header::defaults));

    private Header() {}

    private static List<Directive> fields(Directive header) {
        return Lines.of(header)
                .filter(line ->
                        !line.name().equals(DEFER.name()) && !line.name().equals(MATCH.name()))
                .toList();
    }

    private static void oneForm(Directive header, Report report) {
        int arguments = header.arguments().size();
        if (arguments > 0 && Lines.canCount(header)) {
            fields(header).stream()
                    .findFirst()
                    .ifPresent(line -> report.error(line, "cannot specify headers in both arguments and block"));
        }
    }

    /** A field that is set where it is missing cannot be one that the response must have. */
    private static void defaults(Directive header, Report report) {
        Set<String> defaults = new HashSet<>();
        FIELD.in(header).flatMap(Argument::token).ifPresent(field -> addDefault(field, defaults));
        fields(header).forEach(line -> addDefault(line.name().replaceFirst(":$", ""), defaults));
        Optional<Directive> match = MATCH.in(header);
        if (match.isPresent()) {
            for (Directive needed : ResponseMatchers.headers(match.get())) {
                boolean hasValue = needed.arguments().size() > 1;
                String field = ResponseMatchers.FIELD
                        .in(needed)
                        .flatMap(Argument::token)
                        .orElse("");
                if (hasValue && defaults.contains(canonical(field))) {
                    report.error(
                            match.get(), "cannot match on response header " + field + " and also set a default for it");
                }
            }
        }
    }

    private static void addDefault(String field, Set<String> to) {
        if (field.startsWith("?")) {
            to.add(canonical(field.substring(1)));
        }
    }

    private static String canonical(String field) {
        return field.toLowerCase(Locale.ROOT);
    }
}
