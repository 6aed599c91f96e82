package run.leger.caddy.standard;

import java.time.Duration;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Values;

/** {@code sampling { interval <duration>; first <number>; thereafter <number> }}: how many of alike entries are logged. */
public final class LogSampling {

    /** The time in which entries are counted. */
    public static final Setting<Duration> INTERVAL =
            Setting.of("interval", Values.duration()).once();
    /** How many of them are logged. */
    public static final Setting<Long> FIRST =
            Setting.of("first", Values.integer()).once();
    /** That one of so many is logged after those. */
    public static final Setting<Long> THEREAFTER =
            Setting.of("thereafter", Values.integer()).once();
    /** The line. */
    public static final Setting<Directive> SAMPLING = Setting.line(
                    "sampling", Shape.of().ignoringMore().block(INTERVAL, FIRST, THEREAFTER))
            .once();

    private LogSampling() {}
}
