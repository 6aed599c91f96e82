package run.leger.caddy.standard;

import java.util.List;
import java.util.Optional;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Choice;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;

/** {@code log [<name>] { hostnames <host…>; no_hostname; output …; format …; level <level>; sampling …; core … }}: the access log of a site. As a global option it has {@code include} and {@code exclude}, and no {@code hostnames}. */
public final class LogDirective {

    /** The name of the logger. */
    public static final Slot<Argument> NAME =
            new Slot<>(0, "name", Values.verbatim().writing(LogDirective::otherLogger));
    /** The hosts whose requests are logged, if not all of the site. */
    public static final Setting<List<Argument>> HOSTNAMES = Setting.list("hostnames", Values.verbatim());
    /** Whether the logger is used only where {@code log_name} names it. */
    public static final Setting<Boolean> NO_HOSTNAME =
            Setting.flag("no_hostname").once();
    /** Where the log goes. */
    public static final Setting<Directive> OUTPUT =
            Setting.line("output", LogOutputs.SHAPE).once();
    /** How entries are written. */
    public static final Setting<Directive> FORMAT =
            Setting.line("format", () -> LogEncoders.SHAPE).once();
    /** The least level that is logged: {@code DEBUG}, {@code INFO}, {@code WARN}, {@code ERROR}, {@code PANIC} or {@code FATAL}. */
    public static final Setting<Argument> LEVEL = Setting.of(
                    "level",
                    Values.text()
                            .examples("DEBUG", "INFO", "error")
                            .writing(Written.oneOfIgnoringCase("debug", "info", "warn", "error", "panic", "fatal")))
            .once();
    /** Where entries go in place of output and format: a plugin's core. */
    public static final Setting<Directive> CORE = Setting.line(
                    "core",
                    Shape.choose(Choice.byWord(0, "caddy.logging.cores")
                            .with("mock", Shape.of(NAME).ignoringMore().ignoringBlock())))
            .once();
    /** The loggers that are logged, by the beginnings of their names. */
    public static final Setting<List<Argument>> INCLUDE = names("include");
    /** The loggers that are not. */
    public static final Setting<List<Argument>> EXCLUDE = names("exclude");
    /** The directive. */
    public static final DirectiveType TYPE = DirectiveType.site(
            "log",
            Shape.of().optional(NAME).block(HOSTNAMES, NO_HOSTNAME, OUTPUT, FORMAT, LEVEL, LogSampling.SAMPLING, CORE));
    /** The global option; without a name, it sets up the default logger. */
    public static final Setting<Directive> OPTION = Setting.line(
            "log",
            Shape.of()
                    .optional(new Slot<>(0, "name", Values.verbatim().writing(Written.notNumbered("log"))))
                    .block(NO_HOSTNAME, OUTPUT, FORMAT, LEVEL, LogSampling.SAMPLING, CORE, INCLUDE, EXCLUDE));

    private LogDirective() {}

    /** In a site, {@code default} would set up the logger of all else. */
    private static Optional<String> otherLogger(String name) {
        return name.equals("default")
                ? Optional.of("it is the name of the logger for all that is not of the site")
                : Written.notNumbered("log").apply(name);
    }

    private static Setting<List<Argument>> names(String name) {
        ValueType<Argument> type = Values.verbatim().examples("http.log.access", "admin.api", "tls");
        return Setting.list(name, type).shaped(Shape.of().rest(new Slot<>(0, "logger", type), 0));
    }
}
