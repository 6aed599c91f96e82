package run.leger.caddy.standard;

import java.time.Duration;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code timeouts { read_body …; read_header …; write …; idle …; read_body_idle …; write_idle …; write_max_chunk … }}, of servers. */
public final class ServerTimeouts {

    /** How long it may take to read a request. */
    public static final Setting<Duration> READ_BODY = Setting.of("read_body", Values.duration());
    /** How long it may take to read a header. */
    public static final Setting<Duration> READ_HEADER = Setting.of("read_header", Values.duration());
    /** How long it may take to write an answer. */
    public static final Setting<Duration> WRITE = Setting.of("write", Values.duration());
    /** How long a connection may wait for the next request. */
    public static final Setting<Duration> IDLE = Setting.of("idle", Values.duration());
    /** How long nothing may come or go, in the two lines below. */
    public static final Slot<Duration> QUIET = new Slot<>(0, "duration", Values.duration());
    /** How many bytes a second there must be, in the two lines below. */
    public static final Slot<Long> LEAST_RATE = new Slot<>(1, "bytes/second", Values.integer());
    /** {@code read_body_idle <duration> [<bytes/second>]}. */
    public static final Setting<Directive> READ_BODY_IDLE =
            Setting.line("read_body_idle", Shape.of(QUIET).optional(LEAST_RATE));
    /** {@code write_idle <duration> [<bytes/second>]}. */
    public static final Setting<Directive> WRITE_IDLE =
            Setting.line("write_idle", Shape.of(QUIET).optional(LEAST_RATE));
    /** How much is written at once. */
    public static final Setting<Long> WRITE_MAX_CHUNK = Setting.of("write_max_chunk", Values.size());
    /** The line. */
    public static final Setting<Directive> TIMEOUTS = Setting.line(
            "timeouts",
            Shape.of().block(READ_BODY, READ_HEADER, WRITE, IDLE, READ_BODY_IDLE, WRITE_IDLE, WRITE_MAX_CHUNK));

    private ServerTimeouts() {}
}
