package run.leger.caddy.standard;

import java.time.Duration;
import java.util.List;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Choice;
import run.leger.caddy.grammar.Rule;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code srv|a|multi …}: upstreams that are looked up for each request. */
public final class DynamicUpstreams {
    private static final String NAMESPACE = "http.reverse_proxy.upstreams";

    /** The name of the module. */
    public static final Slot<Argument> MODULE = new Slot<>(0, "module", Values.verbatim());
    /** The name to look up, of {@code srv} and {@code a}. */
    public static final Slot<Argument> LOOKED_UP = new Slot<>(1, "name", Values.text());
    /** The port of what {@code a} finds. */
    public static final Slot<Argument> PORT_OF_A = new Slot<>(2, "port", Values.text());

    /** The name to look up, where it is not an argument. */
    public static final Setting<Argument> NAME =
            Setting.of("name", Values.text()).once();
    /** The port of what {@code a} finds, where it is not an argument. */
    public static final Setting<Argument> PORT =
            Setting.of("port", Values.text()).once();
    /** The service of {@code srv}, such as {@code http} of {@code _http._tcp.a.example}. */
    public static final Setting<Argument> SERVICE =
            Setting.of("service", Values.text()).once();
    /** The protocol of {@code srv}, such as {@code tcp}. */
    public static final Setting<Argument> PROTO =
            Setting.of("proto", Values.text()).once();
    /** How long an answer is good for. */
    public static final Setting<Duration> REFRESH = Setting.of("refresh", Values.duration());
    /** The DNS servers to ask, in place of the system's. */
    public static final Setting<List<Argument>> RESOLVERS = Setting.list("resolvers", Values.verbatim());
    /** How long it may take to connect to a DNS server. */
    public static final Setting<Duration> DIAL_TIMEOUT = Setting.of("dial_timeout", Values.duration());
    /** How long to wait for IPv6 before IPv4 is tried as well. */
    public static final Setting<Duration> DIAL_FALLBACK_DELAY = Setting.of("dial_fallback_delay", Values.duration());
    /** How much longer the last answer of {@code srv} is good for where the DNS servers fail. */
    public static final Setting<Duration> GRACE_PERIOD = Setting.of("grace_period", Values.duration());
    /** Which addresses {@code a} looks up. */
    public static final Setting<List<String>> VERSIONS = Setting.list("versions", Values.word("ipv4", "ipv6"));

    /** A source of {@code multi}, whose arguments are those of {@code dynamic srv}, one place earlier. */
    public static final Setting<Directive> SRV = Setting.line("srv", srv(Shape.of(), 0));
    /** A source of {@code multi}, whose arguments are those of {@code dynamic a}, one place earlier. */
    public static final Setting<Directive> A = Setting.line("a", a(Shape.of(), 0));
    /** A source of {@code multi} that has sources itself. */
    public static final Setting<Directive> MULTI = Setting.line("multi", () -> DynamicUpstreams.SOURCES);
    /** {@code multi { <source> … }}, after the word. */
    public static final Shape SOURCES = multi(Shape.of());

    /** The line of one of the modules, after the word that asks for it. */
    public static final Shape SHAPE = Shape.choose(Choice.byWord(0, NAMESPACE)
            .with("srv", srv(Shape.of(MODULE), 1))
            .with("a", a(Shape.of(MODULE), 1))
            .with("multi", multi(Shape.of(MODULE))));

    private DynamicUpstreams() {}

    private static Shape srv(Shape start, int from) {
        Slot<Argument> name = new Slot<>(from, "name", Values.text());
        return start.optional(name)
                .block(SERVICE, PROTO, NAME, REFRESH, RESOLVERS, DIAL_TIMEOUT, DIAL_FALLBACK_DELAY, GRACE_PERIOD)
                .rule(notTwice(name, NAME, "srv name has already been specified"));
    }

    private static Shape a(Shape start, int from) {
        Slot<Argument> name = new Slot<>(from, "name", Values.text());
        Slot<Argument> port = new Slot<>(from + 1, "port", Values.text());
        return start.optional(name, port)
                .block(NAME, PORT, REFRESH, RESOLVERS, DIAL_TIMEOUT, DIAL_FALLBACK_DELAY, VERSIONS)
                .rule(notTwice(name, NAME, "a name has already been specified"))
                .rule(notTwice(port, PORT, "a port has already been specified"));
    }

    private static Shape multi(Shape start) {
        return start.block(SRV, A, MULTI).blockOfModules(NAMESPACE);
    }

    private static Rule notTwice(Slot<Argument> argument, Setting<Argument> line, String problem) {
        return (directive, report) -> {
            if (argument.in(directive).isPresent() && line.in(directive).isPresent()) {
                report.error(directive, problem);
            }
        };
    }
}
