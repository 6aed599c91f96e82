package run.leger.caddy.standard;

import java.util.Optional;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Choice;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code console|json|filter|append|journald …}: how the entries of a log are written. */
public final class LogEncoders {

    /** The name of the module. */
    public static final Slot<Argument> MODULE = new Slot<>(0, "module", Values.verbatim());
    /** The key of the message, in {@code console} and {@code json}; as all keys, empty to leave it out. */
    public static final Setting<Argument> MESSAGE_KEY = Setting.of("message_key", Values.verbatim());
    /** The key of the level. */
    public static final Setting<Argument> LEVEL_KEY = Setting.of("level_key", Values.verbatim());
    /** The key of the time. */
    public static final Setting<Argument> TIME_KEY = Setting.of("time_key", Values.verbatim());
    /** The key of the logger's name. */
    public static final Setting<Argument> NAME_KEY = Setting.of("name_key", Values.verbatim());
    /** The key of the place in Caddy's code. */
    public static final Setting<Argument> CALLER_KEY = Setting.of("caller_key", Values.verbatim());
    /** The key of the stack trace. */
    public static final Setting<Argument> STACKTRACE_KEY = Setting.of("stacktrace_key", Values.verbatim());
    /** What ends an entry. */
    public static final Setting<Argument> LINE_ENDING = Setting.of("line_ending", Values.verbatim());
    /** How times are written: a word such as {@code iso8601}, or a layout in Go's way. */
    public static final Setting<Argument> TIME_FORMAT =
            Setting.of("time_format", Values.verbatim().examples("unix_milli_float", "iso8601", "wall", "15:04"));
    /** Whether times are local. */
    public static final Setting<Boolean> TIME_LOCAL = Setting.flag("time_local");
    /** How durations are written: {@code s}, {@code ms}, {@code ns} or {@code string}, among others. */
    public static final Setting<Argument> DURATION_FORMAT =
            Setting.of("duration_format", Values.verbatim().examples("s", "ms", "ns", "string"));
    /** How levels are written: {@code lower}, {@code upper} or {@code color}. */
    public static final Setting<Argument> LEVEL_FORMAT =
            Setting.of("level_format", Values.verbatim().examples("lower", "upper", "color"));
    /** {@code console|json { … }}. */
    public static final Shape PLAIN = Shape.of(MODULE)
            .block(
                    MESSAGE_KEY,
                    LEVEL_KEY,
                    TIME_KEY,
                    NAME_KEY,
                    CALLER_KEY,
                    STACKTRACE_KEY,
                    LINE_ENDING,
                    TIME_FORMAT,
                    TIME_LOCAL,
                    DURATION_FORMAT,
                    LEVEL_FORMAT);
    /** The encoder that writes what {@code filter}, {@code append} and {@code journald} hand on. */
    public static final Setting<Directive> WRAP = Setting.line("wrap", () -> LogEncoders.SHAPE);
    /** {@code journald { wrap … }}: with the levels that journald knows. */
    public static final Shape JOURNALD = Shape.of(MODULE).block(WRAP);
    /** The value of a field that {@code append} adds; without quotes, numbers and truth values are such. A placeholder may be all of it. */
    public static final Slot<Argument> VALUE =
            new Slot<>(0, "value", Values.verbatim().quoted().writing(LogEncoders::noPlaceholder));
    /** The fields that {@code append} adds: names and values. They may also stand in its own block. */
    public static final Setting<Directive> APPENDED_FIELDS =
            Setting.line("fields", Shape.of().blockOf(Shape.of(VALUE)));
    /** {@code append { wrap …; <field> <value> }}: with more fields. */
    public static final Shape APPEND =
            Shape.of(MODULE).ignoringMoreAndBlock().block(WRAP, APPENDED_FIELDS).blockOf(Shape.of(VALUE));
    /** The line of one of them, after the word that asks for it. */
    public static final Shape SHAPE = Shape.choose(Choice.byWord(0, "caddy.logging.encoders")
            .with("console", PLAIN)
            .with("json", PLAIN)
            .with("filter", FilterEncoder.SHAPE)
            .with("append", APPEND)
            .with("journald", JOURNALD));

    private LogEncoders() {}

    private static Optional<String> noPlaceholder(String text) {
        boolean placeholder = text.startsWith("{") && text.endsWith("}") && text.indexOf('{', 1) < 0;
        return placeholder ? Optional.of("Caddy takes a text in braces for a placeholder here") : Optional.empty();
    }
}
