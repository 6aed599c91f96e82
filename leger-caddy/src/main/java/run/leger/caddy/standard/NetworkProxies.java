package run.leger.caddy.standard;

import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Choice;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code url <url>|none}: the proxy through which Caddy itself connects. */
public final class NetworkProxies {
    /** The name of the module. */
    public static final Slot<Argument> MODULE = new Slot<>(0, "module", Values.verbatim());
    /** The URL of the proxy. */
    public static final Slot<Argument> URL = new Slot<>(1, "URL", Values.text());
    /** The line of one of the modules, after the word that asks for it. */
    public static final Shape SHAPE = Shape.choose(Choice.byWord(0, "caddy.network_proxy")
            .with(
                    "url",
                    Shape.of(MODULE)
                            .optional(URL)
                            .ignoringMore()
                            .ignoringBlock()
                            .rule(NetworkProxies::hasUrl))
            .with("none", Shape.of(MODULE).ignoringMore().ignoringBlock()));

    private NetworkProxies() {}

    private static void hasUrl(Directive line, Report report) {
        if (line.arguments().size() == 1) {
            report.error(line, "network_proxy url has no URL");
        }
    }
}
