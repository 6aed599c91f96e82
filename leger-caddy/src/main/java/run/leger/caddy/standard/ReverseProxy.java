package run.leger.caddy.standard;

import java.time.Duration;
import java.util.List;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Choice;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;

/** {@code reverse_proxy [matcher] [<upstream…>] { … }}: passes requests on to upstreams. */
public final class ReverseProxy {
    /** The upstreams: {@code host[:port]}, {@code :port}, {@code http://host}, {@code unix//path}, {@code host:8000-8002}, or placeholders. */
    public static final Slot<Argument> UPSTREAMS = new Slot<>(0, "upstream", ProxyValues.UPSTREAM);
    /** The value of a header of health checks; a header may have several. */
    public static final Slot<Argument> HEALTH_HEADER_VALUES = new Slot<>(0, "value", Values.text());

    /** More upstreams. */
    public static final Setting<List<Argument>> TO = Setting.list("to", ProxyValues.UPSTREAM);
    /** Upstreams that are looked up for each request. */
    public static final Setting<Directive> DYNAMIC = Setting.line("dynamic", DynamicUpstreams.SHAPE);

    /** Which upstream a request goes to. */
    public static final Setting<Directive> LB_POLICY =
            Setting.line("lb_policy", SelectionPolicies.SHAPE).once();
    /** How often another upstream is tried. */
    public static final Setting<Long> LB_RETRIES = Setting.of("lb_retries", Values.integer());
    /** How long other upstreams are tried. */
    public static final Setting<Duration> LB_TRY_DURATION = Setting.of("lb_try_duration", Values.duration());
    /** How long to wait before the next one is tried. */
    public static final Setting<Duration> LB_TRY_INTERVAL = Setting.of("lb_try_interval", Values.duration());

    /** {@code lb_retry_match <matcher> <argument…>}, or a block of matchers: which requests may go to another upstream after it took them. */
    public static final Setting<Directive> LB_RETRY_MATCH = Setting.line("lb_retry_match", RequestMatchers.NOT.shape());

    /** The path and query of health checks; without one there are none. */
    public static final Setting<Argument> HEALTH_URI = Setting.of("health_uri", Values.verbatim());
    /** The old way to say {@code health_uri}. */
    public static final Setting<Argument> HEALTH_PATH = Setting.of("health_path", Values.verbatim());
    /** Where health checks go, in place of the upstream. */
    public static final Setting<String> HEALTH_UPSTREAM = Setting.of("health_upstream", ProxyValues.HEALTH_UPSTREAM);
    /** The port that health checks go to. */
    public static final Setting<Long> HEALTH_PORT = Setting.of("health_port", Values.integer());
    /** How often there is a health check. */
    public static final Setting<Duration> HEALTH_INTERVAL = Setting.of("health_interval", Values.duration());
    /** How many must succeed before an upstream is healthy again. */
    public static final Setting<Long> HEALTH_PASSES = Setting.of("health_passes", Values.integer());
    /** How many must fail before it is not. */
    public static final Setting<Long> HEALTH_FAILS = Setting.of("health_fails", Values.integer());
    /** How long one may take. */
    public static final Setting<Duration> HEALTH_TIMEOUT = Setting.of("health_timeout", Values.duration());
    /** The status of a healthy upstream, such as {@code 200} or {@code 2xx}. */
    public static final Setting<String> HEALTH_STATUS = Setting.of("health_status", ResponseMatchers.code());
    /** A regular expression that is found in the body of a healthy upstream. */
    public static final Setting<Argument> HEALTH_BODY = Setting.of("health_body", Values.verbatim());
    /** The method of health checks. */
    public static final Setting<Argument> HEALTH_METHOD = Setting.of("health_method", Values.verbatim());
    /** What health checks send. */
    public static final Setting<Argument> HEALTH_REQUEST_BODY = Setting.of("health_request_body", Values.text());
    /** Whether health checks go where an upstream redirects them to. */
    public static final Setting<Boolean> HEALTH_FOLLOW_REDIRECTS = Setting.flag("health_follow_redirects");
    /** The headers of health checks: a block of names with values. */
    public static final Setting<Directive> HEALTH_HEADERS =
            Setting.line("health_headers", Shape.of().blockOf(Shape.raw().rule(ReverseProxy::healthHeader)));

    /** How long a failure is held against an upstream; without one, none is. */
    public static final Setting<Duration> FAIL_DURATION = Setting.of("fail_duration", Values.duration());
    /** How many failures make it unhealthy. */
    public static final Setting<Long> MAX_FAILS = Setting.of("max_fails", Values.integer());
    /** The statuses that are failures, such as {@code 5xx}. */
    public static final Setting<List<String>> UNHEALTHY_STATUS =
            Setting.list("unhealthy_status", ResponseMatchers.code());
    /** How long a response may take before it is a failure. */
    public static final Setting<Duration> UNHEALTHY_LATENCY = Setting.of("unhealthy_latency", Values.duration());
    /** How many requests at once make an upstream unhealthy. */
    public static final Setting<Long> UNHEALTHY_REQUEST_COUNT = Setting.of("unhealthy_request_count", Values.integer());

    /** How often what came is sent on to the client; -1 is at once. */
    public static final Setting<Duration> FLUSH_INTERVAL = Setting.of("flush_interval", ProxyValues.DURATION_OR_NANOS);
    /** How many bytes of a request are read before it is passed on; -1 is all. */
    public static final Setting<Long> REQUEST_BUFFERS = Setting.of("request_buffers", ProxyValues.SIZE_OR_UNLIMITED);
    /** How many bytes of a response are read before it is passed on; -1 is all. */
    public static final Setting<Long> RESPONSE_BUFFERS = Setting.of("response_buffers", ProxyValues.SIZE_OR_UNLIMITED);
    /** How many bytes of a stream are passed on at once. */
    public static final Setting<Long> STREAM_BUFFER_SIZE =
            Setting.of("stream_buffer_size", ProxyValues.SIZE_OR_UNLIMITED);
    /** How long a WebSocket or another stream may last. */
    public static final Setting<Duration> STREAM_TIMEOUT = Setting.of("stream_timeout", ProxyValues.DURATION_OR_NANOS);
    /** How long such streams go on after the configuration has changed. */
    public static final Setting<Duration> STREAM_CLOSE_DELAY =
            Setting.of("stream_close_delay", ProxyValues.DURATION_OR_NANOS);
    /** Whether more is logged. */
    public static final Setting<Boolean> VERBOSE_LOGS =
            Setting.flag("verbose_logs").once();
    /** The name of this proxy in the header {@code Proxy-Status}. */
    public static final Setting<Argument> PROXY_STATUS_NAME = Setting.of("proxy_status_name", Values.verbatim());

    /** The proxies before this one whose {@code X-Forwarded-*} headers are kept: networks, or {@code private_ranges}. */
    public static final Setting<List<Argument>> TRUSTED_PROXIES =
            Setting.list("trusted_proxies", network()).shaped(Shape.of().rest(new Slot<>(0, "network", network()), 0));
    /** What is done to the headers of requests. */
    public static final Setting<Directive> HEADER_UP = Setting.line("header_up", HeaderOperations.SHAPE);
    /** What is done to the headers of responses. */
    public static final Setting<Directive> HEADER_DOWN = Setting.line("header_down", HeaderOperations.SHAPE);
    /** The method that upstreams see. */
    public static final Setting<Argument> METHOD = Setting.of("method", Values.text());
    /** The path and query that upstreams see. */
    public static final Setting<Argument> REWRITE = Setting.of("rewrite", Values.text());

    /** How to speak with upstreams. */
    public static final Setting<Directive> TRANSPORT = Setting.line(
            "transport",
            Shape.choose(Choice.byWord(0, "http.reverse_proxy.transport")
                    .with("http", HttpTransport.SHAPE)
                    .with("fastcgi", FastCgiTransport.SHAPE)));

    /** Arguments and lines that {@code php_fastcgi} and {@code forward_auth} have as well. */
    static final Shape WITHOUT_TRANSPORT = ResponseHandlers.in(Shape.of()
                    .rest(UPSTREAMS, 0)
                    .block(TO, DYNAMIC)
                    .block(LB_POLICY, LB_RETRIES, LB_TRY_DURATION, LB_TRY_INTERVAL, LB_RETRY_MATCH)
                    .block(
                            HEALTH_URI,
                            HEALTH_PATH,
                            HEALTH_UPSTREAM,
                            HEALTH_PORT,
                            HEALTH_INTERVAL,
                            HEALTH_PASSES,
                            HEALTH_FAILS,
                            HEALTH_TIMEOUT,
                            HEALTH_STATUS,
                            HEALTH_BODY,
                            HEALTH_METHOD,
                            HEALTH_REQUEST_BODY,
                            HEALTH_FOLLOW_REDIRECTS,
                            HEALTH_HEADERS)
                    .block(FAIL_DURATION, MAX_FAILS, UNHEALTHY_STATUS, UNHEALTHY_LATENCY, UNHEALTHY_REQUEST_COUNT)
                    .block(
                            FLUSH_INTERVAL,
                            REQUEST_BUFFERS,
                            RESPONSE_BUFFERS,
                            STREAM_BUFFER_SIZE,
                            STREAM_TIMEOUT,
                            STREAM_CLOSE_DELAY,
                            VERBOSE_LOGS,
                            PROXY_STATUS_NAME)
                    .block(TRUSTED_PROXIES, HEADER_UP, HEADER_DOWN, METHOD, REWRITE))
            .rule(new OneScheme())
            .rule(new HealthPort());
    /** Arguments and lines, which {@code forward_auth} has as well. */
    static final Shape SHAPE = WITHOUT_TRANSPORT.block(TRANSPORT);

    /** The directive; more of its lines are those of {@link ResponseHandlers} and {@link ResponseMatchers}. */
    public static final DirectiveType TYPE = DirectiveType.handler("reverse_proxy", SHAPE);

    private ReverseProxy() {}

    private static ValueType<Argument> network() {
        return Values.verbatim().writing(Literals::network).examples("10.0.0.0/8", "private_ranges", "::1", "x");
    }

    private static void healthHeader(Directive header, Report report) {
        if (header.block().isPresent()) {
            report.warning(header, "Caddy takes the braces of the block for names of headers, and so its lines");
        }
    }
}
