package run.leger.caddy.standard;

import java.time.Duration;
import run.leger.caddy.Argument;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code net <address> { dial_timeout <duration>; soft_start }}: a log that goes to a socket. */
public final class NetWriter {

    /** The address, such as {@code localhost:514} or {@code udp/localhost:514}. */
    public static final Slot<Argument> ADDRESS = new Slot<>(1, "address", Written.TEXT);
    /** How long it may take to connect. */
    public static final Setting<Duration> DIAL_TIMEOUT = Setting.of("dial_timeout", Values.duration());
    /** Whether Caddy starts also where it cannot connect; entries then go to the standard error. */
    public static final Setting<Boolean> SOFT_START = Setting.flag("soft_start");
    /** The line. */
    public static final Shape SHAPE = Shape.of(LogOutputs.MODULE, ADDRESS).block(DIAL_TIMEOUT, SOFT_START);

    private NetWriter() {}
}
