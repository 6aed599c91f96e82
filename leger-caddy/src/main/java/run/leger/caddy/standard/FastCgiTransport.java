package run.leger.caddy.standard;

import java.time.Duration;
import java.util.List;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code fastcgi { root; split; env; … }}: speaks FastCGI with upstreams. */
public final class FastCgiTransport {
    /** The name of the module. */
    public static final Slot<Argument> MODULE = new Slot<>(0, "module", Values.verbatim());
    /** The name of a variable. */
    public static final Slot<Argument> ENV_NAME = new Slot<>(0, "name", Values.verbatim());
    /** The value of a variable. */
    public static final Slot<Argument> ENV_VALUE = new Slot<>(1, "value", Values.text());

    /** The folder of the scripts; the site's root if none is given. */
    public static final Setting<Argument> ROOT = Setting.of("root", Values.text());
    /** Where the path of a script ends, such as {@code .php}. */
    public static final Setting<List<Argument>> SPLIT = Setting.list("split", Values.verbatim());
    /** One more variable for the scripts. */
    public static final Setting<Directive> ENV = Setting.line("env", Shape.of(ENV_NAME, ENV_VALUE));
    /** Whether the root is followed to where it leads, if it is a link. */
    public static final Setting<Boolean> RESOLVE_ROOT_SYMLINK = Setting.flag("resolve_root_symlink");
    /** How long it may take to connect. */
    public static final Setting<Duration> DIAL_TIMEOUT = Setting.of("dial_timeout", Values.duration());
    /** How long a read may take. */
    public static final Setting<Duration> READ_TIMEOUT = Setting.of("read_timeout", Values.duration());
    /** How long a write may take. */
    public static final Setting<Duration> WRITE_TIMEOUT = Setting.of("write_timeout", Values.duration());
    /** Whether what scripts write to their standard error is logged. */
    public static final Setting<Boolean> CAPTURE_STDERR = Setting.flag("capture_stderr");

    /** The line, after the word {@code transport}. */
    public static final Shape SHAPE = Shape.of(MODULE)
            .block(ROOT, SPLIT, ENV, RESOLVE_ROOT_SYMLINK, DIAL_TIMEOUT, READ_TIMEOUT, WRITE_TIMEOUT, CAPTURE_STDERR)
            .ignoringMoreAndBlock();

    private FastCgiTransport() {}
}
