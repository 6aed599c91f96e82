package run.leger.caddy.standard;

import java.time.Duration;
import java.util.List;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code http { … }}: speaks HTTP with upstreams. */
public final class HttpTransport {
    /** The name of the module. */
    public static final Slot<Argument> MODULE = new Slot<>(0, "module", Values.verbatim());
    /** The only argument of {@code compression} that does anything, {@code off}. */
    public static final Slot<Argument> COMPRESSED =
            new Slot<>(0, "off", Values.verbatim().writing(Literals.not("off")).examples("off", "on"));
    /** The name of a certificate that Caddy manages, or the file of one if {@link #CLIENT_KEY} is there. */
    public static final Slot<Argument> CLIENT_CERTIFICATE = new Slot<>(0, "certificate", Values.verbatim());
    /** The file of its key. */
    public static final Slot<Argument> CLIENT_KEY = new Slot<>(1, "key file", Values.verbatim());

    /** How many bytes are read at once. */
    public static final Setting<Long> READ_BUFFER = Setting.of("read_buffer", Values.size());
    /** How many bytes are written at once. */
    public static final Setting<Long> WRITE_BUFFER = Setting.of("write_buffer", Values.size());
    /** How long a read may take. */
    public static final Setting<Duration> READ_TIMEOUT = Setting.of("read_timeout", Values.duration());
    /** How long a write may take. */
    public static final Setting<Duration> WRITE_TIMEOUT = Setting.of("write_timeout", Values.duration());
    /** How many bytes the headers of a response may have. */
    public static final Setting<Long> MAX_RESPONSE_HEADER = Setting.of("max_response_header", Values.size());
    /** The version of the PROXY protocol that tells upstreams who the client is. */
    public static final Setting<String> PROXY_PROTOCOL = Setting.of("proxy_protocol", Values.word("v1", "v2"));
    /** The proxy to connect through. */
    public static final Setting<Directive> NETWORK_PROXY = Setting.line("network_proxy", NetworkProxies.SHAPE);
    /** The old way to say {@code network_proxy url}. */
    public static final Setting<Argument> FORWARD_PROXY_URL = Setting.of("forward_proxy_url", Values.text());
    /** How long it may take to connect. */
    public static final Setting<Duration> DIAL_TIMEOUT = Setting.of("dial_timeout", Values.duration());
    /** How long to wait for IPv6 before IPv4 is tried as well. */
    public static final Setting<Duration> DIAL_FALLBACK_DELAY = Setting.of("dial_fallback_delay", Values.duration());
    /** How long to wait for the headers of a response. */
    public static final Setting<Duration> RESPONSE_HEADER_TIMEOUT =
            Setting.of("response_header_timeout", Values.duration());
    /** How long to wait for leave to send a body that the client asked leave for. */
    public static final Setting<Duration> EXPECT_CONTINUE_TIMEOUT =
            Setting.of("expect_continue_timeout", Values.duration());
    /** The DNS servers to ask, in place of the system's. */
    public static final Setting<List<Argument>> RESOLVERS = Setting.list("resolvers", Values.verbatim());
    /** Whether TLS is spoken. All other settings of TLS imply it. */
    public static final Setting<Boolean> TLS = Setting.flag("tls");
    /** The certificate that is shown to upstreams. */
    public static final Setting<Directive> TLS_CLIENT_AUTH =
            Setting.line("tls_client_auth", Shape.of(CLIENT_CERTIFICATE).optional(CLIENT_KEY));
    /** Whether any certificate of an upstream is good enough. */
    public static final Setting<Boolean> TLS_INSECURE_SKIP_VERIFY = Setting.flag("tls_insecure_skip_verify");
    /** The curves of key exchanges. */
    public static final Setting<List<Argument>> TLS_CURVES = Setting.list("tls_curves", Values.verbatim());
    /** How long the handshake may take. */
    public static final Setting<Duration> TLS_TIMEOUT = Setting.of("tls_timeout", Values.duration());
    /** The old way to say {@code tls_trust_pool file}. */
    public static final Setting<List<Argument>> TLS_TRUSTED_CA_CERTS =
            Setting.list("tls_trusted_ca_certs", Values.verbatim());
    /** The authorities that certificates of upstreams must come from. */
    public static final Setting<Directive> TLS_TRUST_POOL =
            Setting.line("tls_trust_pool", TrustPools.SHAPE).once();
    /** The name that is asked for and that the certificate must have. */
    public static final Setting<Argument> TLS_SERVER_NAME = Setting.of("tls_server_name", Values.text());
    /** How often upstreams may renegotiate. */
    public static final Setting<String> TLS_RENEGOTIATION =
            Setting.of("tls_renegotiation", Values.word("never", "once", "freely"));
    /** The ports of upstreams with whom TLS is not spoken. */
    public static final Setting<List<Argument>> TLS_EXCEPT_PORTS = Setting.list("tls_except_ports", Values.verbatim());
    /** How long a connection is kept for the next request, or {@code off}. */
    public static final Setting<Argument> KEEPALIVE =
            Setting.of("keepalive", Values.duration().or("off"));
    /** How often it is probed whether a kept connection is alive. */
    public static final Setting<Duration> KEEPALIVE_INTERVAL = Setting.of("keepalive_interval", Values.duration());
    /** How many connections are kept. */
    public static final Setting<Long> KEEPALIVE_IDLE_CONNS = Setting.of("keepalive_idle_conns", Values.integer());
    /** How many connections to one upstream are kept. */
    public static final Setting<Long> KEEPALIVE_IDLE_CONNS_PER_HOST =
            Setting.of("keepalive_idle_conns_per_host", Values.integer());
    /** The versions of HTTP: {@code 1.1}, {@code 2}, {@code h2c}, {@code 3}. */
    public static final Setting<List<Argument>> VERSIONS =
            Setting.list("versions", Values.verbatim().examples("1.1", "2", "h2c", "3"));
    /** {@code compression off}: upstreams are not asked for compressed responses. */
    public static final Setting<Directive> COMPRESSION =
            Setting.line("compression", Shape.of().optional(COMPRESSED).rule(HttpTransport::offOrNothing));
    /** How many connections to one upstream there may be. */
    public static final Setting<Long> MAX_CONNS_PER_HOST = Setting.of("max_conns_per_host", Values.integer());
    /** The address to connect from. */
    public static final Setting<Argument> LOCAL_ADDRESS =
            Setting.of("local_address", Values.verbatim().writing(Literals::notEmpty));

    private static final List<Setting<?>> TLS_SETTINGS = List.of(
            TLS,
            TLS_CLIENT_AUTH,
            TLS_INSECURE_SKIP_VERIFY,
            TLS_CURVES,
            TLS_TIMEOUT,
            TLS_TRUSTED_CA_CERTS,
            TLS_TRUST_POOL,
            TLS_SERVER_NAME,
            TLS_RENEGOTIATION,
            TLS_EXCEPT_PORTS);

    /** The line, after the word {@code transport}. */
    public static final Shape SHAPE = Shape.of(MODULE)
            .block(
                    READ_BUFFER,
                    WRITE_BUFFER,
                    READ_TIMEOUT,
                    WRITE_TIMEOUT,
                    MAX_RESPONSE_HEADER,
                    PROXY_PROTOCOL,
                    NETWORK_PROXY,
                    FORWARD_PROXY_URL,
                    DIAL_TIMEOUT,
                    DIAL_FALLBACK_DELAY,
                    RESPONSE_HEADER_TIMEOUT,
                    EXPECT_CONTINUE_TIMEOUT,
                    RESOLVERS)
            .block(TLS_SETTINGS.toArray(Setting<?>[]::new))
            .block(
                    KEEPALIVE,
                    KEEPALIVE_INTERVAL,
                    KEEPALIVE_IDLE_CONNS,
                    KEEPALIVE_IDLE_CONNS_PER_HOST,
                    VERSIONS,
                    COMPRESSION,
                    MAX_CONNS_PER_HOST,
                    LOCAL_ADDRESS)
            .ignoringMoreAndBlock()
            .rule(HttpTransport::oneTrust);

    private HttpTransport() {}

    /** Tells whether a transport speaks TLS with all upstreams. */
    static boolean hasTls(Directive transport) {
        // Caddy passes over the block where there are more arguments.
        return transport.arguments().size() == 1
                && TLS_SETTINGS.stream().anyMatch(setting -> Lines.has(transport, setting));
    }

    private static void offOrNothing(Directive line, Report report) {
        if (COMPRESSED.in(line).flatMap(Argument::token).filter("off"::equals).isEmpty()) {
            report.warning(line, "compression without 'off' does nothing");
        }
    }

    private static void oneTrust(Directive transport, Report report) {
        if (Lines.has(transport, TLS_TRUSTED_CA_CERTS) && Lines.has(transport, TLS_TRUST_POOL)) {
            report.error(transport, "cannot specify both 'tls_trust_pool' and 'tls_trusted_ca_certs'");
        }
    }
}
