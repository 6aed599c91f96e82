package run.leger.caddy.standard;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.Line;
import run.leger.caddy.grammar.Choice;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;

/** {@code servers [<listener>] { … }}: settings of the servers that Caddy makes of sites, of all or of one that listens there. */
public final class ServerOptions {

    private static final ValueType<Argument> FIELD = Values.verbatim().writing(Literals::field);
    private static final ValueType<String> PROTOCOL = Values.word("h1", "h2", "h2c", "h3");

    /** Where the server listens, as Caddy writes it: {@code :443}, {@code unix//run/a.sock}. */
    public static final Slot<Argument> LISTENER =
            new Slot<>(0, "listener", Values.verbatim().examples(":80", ":443").writing(Literals::notEmpty));
    /** The name of the server, in metrics and logs; only with a listener. */
    public static final Setting<Argument> NAME =
            Setting.of("name", Values.verbatim().writing(Written.notNumbered("srv")));
    /** What datagrams of HTTP/3 go through, in this order: plugins. */
    public static final Setting<Directive> PACKET_CONN_WRAPPERS =
            Setting.line("packet_conn_wrappers", Shape.of().blockOf(PluginLine.in("caddy.packetconns")));
    /** How often TCP looks whether the other side is there. */
    public static final Setting<Duration> KEEPALIVE_INTERVAL = Setting.of("keepalive_interval", Values.duration());
    /** After what silence it begins to. */
    public static final Setting<Duration> KEEPALIVE_IDLE = Setting.of("keepalive_idle", Values.duration());
    /** After how many unanswered tries it gives up. */
    public static final Setting<Long> KEEPALIVE_COUNT =
            Setting.of("keepalive_count", Values.integer(Integer.MIN_VALUE, Integer.MAX_VALUE));
    /** How long the header of a request may be. */
    public static final Setting<Long> MAX_HEADER_SIZE = Setting.of("max_header_size", Values.size());
    /** Whether HTTP/1 answers begin before the request is read. */
    public static final Setting<Boolean> ENABLE_FULL_DUPLEX = Setting.flag("enable_full_duplex");
    /** The header fields with an underscore that are kept. */
    public static final Setting<List<Argument>> EXPECTED_UNDERSCORE_HEADERS =
            Setting.list("expected_underscore_headers", FIELD);
    /** The header fields with a dot that are kept. */
    public static final Setting<List<Argument>> EXPECTED_DOT_HEADERS = Setting.list("expected_dot_headers", FIELD);
    /** Whether cookies and credentials are logged. */
    public static final Setting<Boolean> LOG_CREDENTIALS = Setting.flag("log_credentials");
    /** The protocols, each once: {@code h1}, {@code h2}, {@code h2c}, {@code h3}. */
    public static final Setting<List<String>> PROTOCOLS = Setting.list("protocols", PROTOCOL)
            .shaped(Shape.of().rest(new Slot<>(0, "protocol", PROTOCOL), 0).block());
    /** {@code on} or {@code insecure_off}, in {@link #STRICT_SNI_HOST}. */
    public static final Slot<String> STRICTNESS =
            new Slot<>(0, "on or insecure_off", Values.word("on", "insecure_off"));
    /** Whether a request must be for the host of the handshake: {@code strict_sni_host [on|insecure_off]}. */
    public static final Setting<Directive> STRICT_SNI_HOST =
            Setting.line("strict_sni_host", Shape.of().optional(STRICTNESS));
    /** The name of the module, in {@link #TRUSTED_PROXIES}. */
    public static final Slot<Argument> SOURCE = new Slot<>(0, "source", Values.verbatim());
    /** The ranges of addresses, in {@link #TRUSTED_PROXIES}; {@code private_ranges} stands for all that are private. */
    public static final Slot<Argument> RANGES =
            new Slot<>(1, "range", Values.verbatim().examples("private_ranges", "10.0.0.0/8", "fd00::/8", "192.0.2.1"));
    /** The proxies that say where requests come from: {@code trusted_proxies static <range…>}. */
    public static final Setting<Directive> TRUSTED_PROXIES = Setting.line(
            "trusted_proxies",
            Shape.choose(Choice.byWord(0, "http.ip_sources")
                    .with("static", Shape.of(SOURCE).rest(RANGES, 0).ignoringBlock())));
    /** Whether the list of addresses is read from the right, as it should. */
    public static final Setting<Boolean> TRUSTED_PROXIES_STRICT = Setting.flag("trusted_proxies_strict");
    /** Whether all that connects by a unix socket is a trusted proxy. */
    public static final Setting<Boolean> TRUSTED_PROXIES_UNIX = Setting.flag("trusted_proxies_unix");
    /** The header fields in which proxies say so, each once. */
    public static final Setting<List<Argument>> CLIENT_IP_HEADERS = Setting.list("client_ip_headers", FIELD)
            .shaped(Shape.of()
                    .rest(new Slot<>(0, "field", FIELD.examples("X-Forwarded-For", "X-Real-IP", "CF-IP")), 0)
                    .block());
    /** Whether metrics are kept for each host, in {@link #METRICS}. */
    public static final Setting<Boolean> PER_HOST = Setting.flag("per_host");
    /** {@code metrics { per_host }}. Deprecated by Caddy in favour of the option of that name. */
    public static final Setting<Directive> METRICS =
            Setting.line("metrics", Shape.of().block(PER_HOST));
    /** Whether each step of a request is logged. */
    public static final Setting<Boolean> TRACE = Setting.flag("trace");
    /** {@code 0rtt off}: requests within handshakes are not taken. */
    public static final Setting<String> ZERO_RTT = Setting.of("0rtt", Values.word("off"));
    /** The option. */
    public static final Setting<Directive> SERVERS = Setting.line(
            "servers",
            Shape.of()
                    .optional(LISTENER)
                    .block(
                            NAME,
                            ListenerWrappers.LISTENER_WRAPPERS,
                            PACKET_CONN_WRAPPERS,
                            ServerTimeouts.TIMEOUTS,
                            KEEPALIVE_INTERVAL,
                            KEEPALIVE_IDLE,
                            KEEPALIVE_COUNT,
                            MAX_HEADER_SIZE,
                            ENABLE_FULL_DUPLEX,
                            EXPECTED_UNDERSCORE_HEADERS,
                            EXPECTED_DOT_HEADERS,
                            LOG_CREDENTIALS,
                            PROTOCOLS,
                            STRICT_SNI_HOST,
                            TRUSTED_PROXIES,
                            TRUSTED_PROXIES_STRICT,
                            TRUSTED_PROXIES_UNIX,
                            CLIENT_IP_HEADERS,
                            METRICS,
                            TRACE,
                            ZERO_RTT)
                    .rule(ServerOptions::nameOfListener)
                    .rule(ServerOptions::eachOnce));

    private ServerOptions() {}

    /** Returns the listener, empty for all servers. */
    static Optional<String> listener(Directive servers) {
        Optional<Argument> listener = LISTENER.in(servers);
        return listener.isEmpty() ? Optional.of("") : listener.flatMap(Argument::token);
    }

    private static void nameOfListener(Directive line, Report report) {
        boolean all = listener(line).filter(String::isEmpty).isPresent();
        if (all && !NAME.allIn(line).isEmpty()) {
            report.error(line, "cannot set a name for a server without a listener address");
        }
    }

    private static void eachOnce(Directive line, Report report) {
        once(line, PROTOCOLS.name(), "protocol %s specified more than once", report);
        once(line, CLIENT_IP_HEADERS.name(), "client IP header %s specified more than once", report);
    }

    private static void once(Directive line, String name, String reason, Report report) {
        Set<String> seen = new HashSet<>();
        for (Line entry : line.block().orElse(List.of())) {
            if (entry instanceof Directive setting && setting.name().equals(name)) {
                setting.arguments().stream()
                        .flatMap(argument -> argument.token().stream())
                        .filter(token -> !seen.add(token))
                        .forEach(token -> report.error(setting, reason.formatted(token)));
            }
        }
    }
}
