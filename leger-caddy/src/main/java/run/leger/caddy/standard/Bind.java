package run.leger.caddy.standard;

import java.util.List;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code bind <address…> { protocols <h1|h2|h2c|h3…> }}: the addresses that a site listens on, without ports. */
public final class Bind {

    /** The addresses, such as {@code 127.0.0.1}, {@code tcp6/[::1]}, {@code unix//run/site.sock|0220} or {@code fd/3}. */
    public static final Slot<Argument> ADDRESSES = new Slot<>(0, "address", ListenAddress.TYPE);
    /** The protocols that are served there. */
    public static final Setting<List<Argument>> PROTOCOLS = Setting.list(
            "protocols",
            Values.verbatim().examples("h1", "h2", "h2c", "h3").writing(Written.oneOf("h1", "h2", "h2c", "h3")));
    /** The arguments and the block. */
    public static final Shape SHAPE =
            Shape.of().rest(ADDRESSES, 0).block(PROTOCOLS).rule(Bind::nowhere);
    /** The directive. */
    public static final DirectiveType TYPE = DirectiveType.site("bind", SHAPE);

    private Bind() {}

    private static void nowhere(Directive bind, Report report) {
        if (bind.arguments().isEmpty()) {
            report.warning(bind, "it names no address, and Caddy forgets a site that listens nowhere");
        }
    }
}
