package run.leger.caddy.standard;

import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Choice;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code on_demand_tls { ask <url> | permission <module> … }}: who says for which names certificates are got on demand. */
public final class OnDemandTls {

    /** A URL that is asked, and says yes with status 200. */
    public static final Setting<Argument> ASK = Setting.of("ask", Written.TEXT);
    /** The name of the module, in {@link #PERMISSION}. */
    public static final Slot<Argument> MODULE = new Slot<>(0, "module", Values.verbatim());
    /** The URL that {@code http} asks. */
    public static final Slot<Argument> ENDPOINT = new Slot<>(1, "URL", Written.TEXT);
    /** A module that says so: {@code permission http <url>}, or a plugin. */
    public static final Setting<Directive> PERMISSION = Setting.line(
            "permission",
            Shape.choose(Choice.byWord(0, "tls.permission")
                    .with("http", Shape.of(MODULE, ENDPOINT).ignoringBlock())));
    /** The option. */
    public static final Setting<Directive> ON_DEMAND_TLS = Setting.line(
            "on_demand_tls", Shape.of().block(ASK, PERMISSION).blockNeeded().rule(OnDemandTls::one));

    private OnDemandTls() {}

    private static void one(Directive line, Report report) {
        int count =
                Lines.named(ASK, line).size() + Lines.named(PERMISSION, line).size();
        if (count > 1) {
            report.error(line, "on-demand TLS permission module (or 'ask') already specified");
        } else if (count == 0 && line.block().isPresent() && !Lines.mayCome(line)) {
            report.error(line, "expected at least one config parameter for on_demand_tls");
        }
    }
}
