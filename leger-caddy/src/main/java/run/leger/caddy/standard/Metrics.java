package run.leger.caddy.standard;

import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;

/** {@code metrics [matcher] { disable_openmetrics }}: serves Caddy's metrics. */
public final class Metrics {
    /** Whether OpenMetrics cannot be asked for. */
    public static final Setting<Boolean> DISABLE_OPENMETRICS = Setting.flag("disable_openmetrics");
    /** The directive. */
    public static final DirectiveType TYPE =
            DirectiveType.handler("metrics", Shape.of().block(DISABLE_OPENMETRICS));

    private Metrics() {}
}
