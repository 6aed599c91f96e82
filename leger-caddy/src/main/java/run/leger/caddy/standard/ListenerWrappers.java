package run.leger.caddy.standard;

import java.time.Duration;
import java.util.List;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;

/** {@code listener_wrappers { tls; http_redirect; proxy_protocol { … } }}: what accepted connections go through, in this order. */
public final class ListenerWrappers {

    /** Where TLS is taken off; wrappers before it see what is on the wire. */
    public static final Setting<Directive> TLS =
            Setting.line("tls", Shape.of().ignoringMore().ignoringBlock());
    /** Answers plain HTTP on a port for HTTPS with a redirection. */
    public static final Setting<Directive> HTTP_REDIRECT =
            Setting.line("http_redirect", Shape.of().ignoringMore().ignoringBlock());
    /** How long the header may take, in {@link #PROXY_PROTOCOL}. */
    public static final Setting<Duration> TIMEOUT = Setting.of("timeout", Values.duration());
    /** The ranges of addresses whose header is believed, in {@link #PROXY_PROTOCOL}. */
    public static final Setting<List<Argument>> ALLOW = ranges("allow");
    /** The ranges of addresses that are refused, in {@link #PROXY_PROTOCOL}. */
    public static final Setting<List<Argument>> DENY = ranges("deny");
    /** What becomes of others, in {@link #PROXY_PROTOCOL}. */
    public static final Setting<String> FALLBACK_POLICY =
            Setting.of("fallback_policy", Values.wordIgnoringCase("ignore", "use", "reject", "require", "skip"));
    /** Reads the client's address from the header of the PROXY protocol. */
    public static final Setting<Directive> PROXY_PROTOCOL =
            Setting.line("proxy_protocol", Shape.of().block(TIMEOUT, ALLOW, DENY, FALLBACK_POLICY));
    /** The line. */
    public static final Setting<Directive> LISTENER_WRAPPERS = Setting.line(
            "listener_wrappers",
            Shape.of().block(TLS, HTTP_REDIRECT, PROXY_PROTOCOL).blockOf(PluginLine.in("caddy.listeners")));

    private ListenerWrappers() {}

    private static Setting<List<Argument>> ranges(String name) {
        ValueType<Argument> type = Values.verbatim().examples("10.0.0.0/8", "fd00::/8");
        return Setting.list(name, type).shaped(Shape.of().rest(new Slot<>(0, name, type), 0));
    }
}
