package run.leger.caddy.standard;

import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code log_level [matcher] DEBUG|INFO|WARN|ERROR}: sets the level of the request's access log. */
public final class LogLevel {
    /** The level, in any case; empty is INFO. */
    public static final Slot<String> LEVEL = new Slot<>(
            0,
            "level",
            Values.wordIgnoringCase("debug", "info", "warn", "warning", "error", "")
                    .examples("DEBUG", "info", "Warn", "warning", "ERROR", "")
                    .mistakes("nosuch", "FATAL", "panic"));
    /** The directive. */
    public static final DirectiveType TYPE =
            DirectiveType.handler("log_level", Shape.of(LEVEL).emptyBlock());

    private LogLevel() {}
}
