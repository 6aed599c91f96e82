package run.leger.caddy.standard;

import java.time.Duration;
import java.util.Optional;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;

/** {@code timeouts [matcher] { read_timeout; write_timeout; max_write_chunk }}: limits how long requests and responses take. */
public final class Timeouts {
    /** How long it may take; days are no unit here. */
    public static final Slot<Duration> TIMEOUT = new Slot<>(0, "timeout", goDuration());
    /** How many bytes of a second add to it. */
    public static final Slot<Long> RATE = new Slot<>(1, "bytes per second", Values.integer());
    /** How long the body of a request may take. */
    public static final Setting<Directive> READ_TIMEOUT =
            Setting.line("read_timeout", Shape.of(TIMEOUT).optional(RATE));
    /** How long a response may take. */
    public static final Setting<Directive> WRITE_TIMEOUT =
            Setting.line("write_timeout", Shape.of(TIMEOUT).optional(RATE));
    /** How many bytes are written at once. */
    public static final Setting<Long> MAX_WRITE_CHUNK = Setting.of("max_write_chunk", Values.size());
    /** The directive. */
    public static final DirectiveType TYPE = DirectiveType.handler(
            "timeouts", Shape.of().ignoringMoreAndBlock().block(READ_TIMEOUT, WRITE_TIMEOUT, MAX_WRITE_CHUNK));

    private Timeouts() {}

    private static ValueType<Duration> goDuration() {
        return Values.duration()
                .where(token -> token.contains("d")
                        ? Optional.of("'" + token + "' is not a duration such as 1h30m")
                        : Optional.empty())
                .examples("5s", "1h30m", "250ms", "1.5h", "0")
                .mistakes("5", "x", "1d");
    }
}
