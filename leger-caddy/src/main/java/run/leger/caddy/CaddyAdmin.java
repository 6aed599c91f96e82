package run.leger.caddy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.syntax.SyntaxException;
import run.leger.caddy.syntax.SyntaxTree;
import run.leger.core.AccessDeniedException;
import run.leger.core.CallOptions;
import run.leger.core.ConnectionLostException;
import run.leger.core.Json;
import run.leger.core.PreconditionFailedException;
import run.leger.core.Retry;
import run.leger.core.TcpTransport;
import run.leger.core.Transport;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;
import run.leger.core.UnixTransport;
import run.leger.core.internal.JsonIn;
import run.leger.core.internal.JsonParts;

/**
 * Caddy's admin API: loads configurations, reads the running one, and stops Caddy. Mirrors the endpoints of Caddy 2.11.
 *
 * <p>Methods block until Caddy answers or a deadline passes, and are safe for use by many threads. What changes the configuration waits up to
 * two minutes unless {@link #with(CallOptions) told otherwise}, for a load includes starting what the configuration says.
 *
 * <p>Caddy opens this API anew with every load, also with one that it refuses, and resets connections that still wait at the old listener. So what
 * reads is sent again after a connection that broke, and what changes something while Caddy has not asked for its body ({@code Expect: 100-continue}). A
 * deletion has no body: it is told with the tag of what runs, and again with the same tag. Nothing is done twice, and all tries of a method share its
 * deadline.
 *
 * <p>Every method throws {@link CaddyUnavailableException} if nobody answers, {@link AccessDeniedException} if Caddy refuses the address this
 * client uses, {@link run.leger.core.UnsupportedEndpointException} if it does not know the endpoint, another {@link run.leger.core.ApiException} for what it
 * refuses otherwise, and {@link run.leger.core.TransportException}s as
 * {@link Transport#send} does.
 *
 * <pre>{@code
 * try (CaddyAdmin caddy = CaddyAdmin.create("unix//run/caddy/admin.sock")) {
 *     caddy.load(caddyfile.render());
 * }
 * }</pre>
 */
public final class CaddyAdmin implements AutoCloseable {
    static final String JSON = "application/json";
    /** Caddy closes each connection after a change, so few are worth keeping. */
    private static final int KEPT = 1;

    private static final String CADDYFILE = "text/caddyfile";
    /** What a tag must look like so that Caddy can read it again: a space in the path would end it early. */
    private static final Pattern TAG = Pattern.compile("\"[\\x21-\\x7e]+ [0-9a-f]+\"");

    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9._:\\[\\]-]+");

    private final AdminCalls calls;
    private final @Nullable String address;
    private final boolean owner;

    private CaddyAdmin(AdminCalls calls, @Nullable String address, boolean owner) {
        this.calls = calls;
        this.address = address;
        this.owner = owner;
    }

    private static CaddyAdmin owning(Transport transport, String address) {
        return new CaddyAdmin(new AdminCalls(transport, CallOptions.none(), null), address, true);
    }

    /**
     * Returns a client of the API on TCP.
     *
     * @param address scheme, host and port, by default {@code http://127.0.0.1:2019}
     * @return the client; nothing is opened yet
     * @throws IllegalArgumentException if it is not an http or https address
     */
    public static CaddyAdmin create(URI address) {
        return owning(
                TcpTransport.builder(address).keepIdle(KEPT).build(), Objects.toString(address.getRawAuthority(), ""));
    }

    /**
     * Returns a client of the API at an address as the global option {@code admin} names it.
     *
     * @param address {@code unix//absolute/path}, perhaps with {@code |mode}, {@code host:port}, {@code :port}, or an http or https URL
     * @return the client; nothing is opened yet
     * @throws UnwritableValueException if it is none of these
     */
    public static CaddyAdmin create(String address) {
        if (address.startsWith("http://") || address.startsWith("https://")) {
            return create(URI.create(address));
        }
        if (address.startsWith("fd/")) {
            throw Check.refuse("admin address", "is a file descriptor of Caddy's, which no other process can reach");
        }
        String checked = Check.listener(address, "admin address", true);
        if (checked.startsWith("unix/")) {
            String path = checked.substring("unix/".length());
            int bar = path.indexOf('|');
            UnixTransport unix = UnixTransport.builder(Path.of(bar < 0 ? path : path.substring(0, bar)))
                    .keepIdle(KEPT)
                    .build();
            return owning(unix, checked);
        }
        return create(URI.create("http://" + (checked.startsWith(":") ? "127.0.0.1" : "") + checked));
    }

    /**
     * Returns a client over a transport of the caller's.
     *
     * @param transport the transport; closing the client does not close it
     * @return the client
     */
    public static CaddyAdmin over(Transport transport) {
        Objects.requireNonNull(transport, "transport");
        return new CaddyAdmin(new AdminCalls(transport, CallOptions.none(), null), null, false);
    }

    /**
     * Returns a view of this client with other deadlines and bounds. Closing the view closes nothing.
     *
     * @param options what differs; they go before those of this client
     * @return the view
     */
    public CaddyAdmin with(CallOptions options) {
        CallOptions merged = options.orElse(calls.options());
        return new CaddyAdmin(new AdminCalls(calls.transport(), merged, calls.origin()), address, false);
    }

    /**
     * Returns a view of this client that names an origin, as browsers do: for a Caddy with {@code enforce_origin}, which takes nothing else. Without it
     * none is sent, which is what every other Caddy wants. Closing the view closes nothing.
     *
     * @param origin {@code http://} or {@code https://}, and a host, perhaps with a port, that Caddy's global option {@code admin} lists
     * @return the view
     * @throws IllegalArgumentException if it is no such origin
     */
    public CaddyAdmin withOrigin(String origin) {
        if (!ORIGIN.matcher(origin).matches()) {
            throw new IllegalArgumentException("not an origin, which is http://host or http://host:port");
        }
        return new CaddyAdmin(new AdminCalls(calls.transport(), calls.options(), origin), address, false);
    }

    /**
     * Replaces the whole configuration by a Caddyfile. Environment spans and relative paths in it are those of the Caddy process. Its global option
     * {@code admin} counts at once: without it the API moves to its default address, even if the load then fails otherwise.
     *
     * <p>Can break: whatever the configuration before served.
     *
     * <p>Right: the admin API. Upstream: stable. {@code POST /load}. Not made twice.
     *
     * @param caddyfile the text
     * @return what Caddy finds questionable; normally empty
     * @throws IllegalArgumentException if the text is blank, or gives Caddy nothing to do, such as comments alone: Caddy would unload everything, which {@link #unload} says more plainly
     * @throws ConfigRefusedException if Caddy does not take it; the configuration before goes on
     */
    public List<CaddyWarning> load(String caddyfile) {
        return load(CADDYFILE, notEmpty(caddyfile));
    }

    /**
     * Loads a Caddyfile even where it is what runs already, so that Caddy reads its certificate files again; see {@link #load(String)}, which does
     * nothing then.
     *
     * <p>Can break: whatever the configuration before served.
     *
     * <p>Right: the admin API. Upstream: stable. {@code POST /load}. Not made twice.
     *
     * @param caddyfile the text
     * @return what Caddy finds questionable; normally empty
     * @throws IllegalArgumentException if the text is blank, or gives Caddy nothing to do, such as comments alone: Caddy would unload everything, which {@link #unload} says more plainly
     * @throws ConfigRefusedException if Caddy does not take it; the configuration before goes on
     */
    public List<CaddyWarning> reload(String caddyfile) {
        TransportRequest request = AdminCalls.change("POST", "/load", CADDYFILE, AdminCalls.utf8(notEmpty(caddyfile)));
        return warnings("POST /load", calls.send(AdminCalls.forced(request), AdminCalls.LOAD));
    }

    /**
     * Replaces the whole configuration by one in Caddy's own JSON; see {@link #load}.
     *
     * <p>Can break: whatever the configuration before served.
     *
     * <p>Right: the admin API. Upstream: stable. {@code POST /load}. Not made twice.
     *
     * @param config the configuration, with {@code admin} in it
     * @return what Caddy finds questionable; normally empty
     * @throws IllegalArgumentException if it is null in JSON: Caddy would unload everything
     * @throws ConfigRefusedException if Caddy does not take it; the configuration before goes on
     */
    public List<CaddyWarning> loadJson(Json config) {
        String text = notBlank(config.toString());
        if (JsonParts.isNull(config)) {
            throw new IllegalArgumentException("a null configuration would unload everything");
        }
        return load(JSON, text);
    }

    /**
     * Asks what Caddy makes of a Caddyfile, without loading it. That finds wrong syntax, but not values that only fail when they are used.
     *
     * <p>Right: the admin API. Upstream: stable. {@code POST /adapt}.
     *
     * @param caddyfile the text
     * @return the configuration in JSON, and warnings
     * @throws IllegalArgumentException if the text is blank
     * @throws ConfigRefusedException if it is not a Caddyfile
     */
    public Adaptation adapt(String caddyfile) {
        byte[] reply = calls.read(
                AdminCalls.change("POST", "/adapt", CADDYFILE, AdminCalls.utf8(notBlank(caddyfile))),
                CallOptions.none(),
                TransportResponse::readAll);
        return JsonIn.read(reply, "POST /adapt", in -> {
            Json config = null;
            List<CaddyWarning> warnings = List.of();
            in.beginObject();
            for (String name = in.field(); name != null; name = in.field()) {
                switch (name) {
                    case "result" -> config = in.raw();
                    case "warnings" -> warnings = in.list(CaddyWarning::read);
                    default -> in.skip();
                }
            }
            return new Adaptation(config == null ? Json.parse("null") : config, warnings);
        });
    }

    /**
     * Returns the running configuration. Waits while another one is being loaded.
     *
     * <p>Right: the admin API. Upstream: stable. {@code GET /config/}.
     *
     * @return the configuration with its tag; null in JSON where nothing was loaded
     */
    public ConfigSnapshot config() {
        return config(ConfigPath.root());
    }

    /**
     * Returns a part of the running configuration. Waits while another one is being loaded.
     *
     * <p>Right: the admin API. Upstream: stable. {@code GET /config/path}, {@code GET /id/id/path}.
     *
     * @param path its path
     * @return the part with its tag; null in JSON where its last name is not there
     * @throws InvalidConfigPathException if the path leads through something that is not there
     * @throws run.leger.core.NotFoundException if no object has the id
     */
    public ConfigSnapshot config(ConfigPath path) {
        return config(path, CallOptions.none());
    }

    /** Returns what runs once no load is under way; a load replaces the listener of the API, so that for a moment nobody may be there. */
    ConfigSnapshot settledConfig() {
        return Retry.standard().withTries(5).call(() -> config(ConfigPath.root(), AdminCalls.LOAD));
    }

    private ConfigSnapshot config(ConfigPath path, CallOptions usual) {
        return calls.read(path.target(), usual, response -> {
            Optional<String> etag = response.headers().first("Etag");
            return new ConfigSnapshot(Json.parse(new String(response.readAll(), StandardCharsets.UTF_8)), etag);
        });
    }

    /**
     * Returns the changes of parts of the running configuration, made whatever runs by then.
     *
     * @return the changes, with this client's deadlines
     */
    public ConfigEditor edit() {
        return new ConfigEditor(calls, null, false);
    }

    /**
     * Returns the changes of parts of the running configuration, each made only while what was read is still what runs, and refused with {@link
     * run.leger.core.PreconditionFailedException} otherwise. What was read may be the part that is changed, one above it, or any other.
     *
     * @param read what was read
     * @return the changes, with this client's deadlines
     * @throws IllegalArgumentException if it has no tag that Caddy can read again: a path with a space or another character than ASCII in it. Read
     *     what is above it
     */
    public ConfigEditor ifMatch(ConfigSnapshot read) {
        String tag = read.etag()
                .filter(t -> TAG.matcher(t).matches())
                .orElseThrow(() -> new IllegalArgumentException(
                        "Caddy cannot compare with the tag of this path; read what is above it, and guard by that"));
        return new ConfigEditor(calls, tag, false);
    }

    /**
     * Changes a value by reading it, and replacing it if it is still the same; otherwise again, at most ten times. A replacement whose answer was lost
     * is looked up, and made again only where it was not made. It counts as made where the value is then what this change gave, also if another that
     * gave the same was at work at that moment: of two that count up by one, one may then be lost.
     *
     * <p>Can break: whatever the configuration serves.
     *
     * <p>Right: the admin API. Upstream: stable. {@code GET /config/path}, {@code PATCH /config/path}.
     *
     * @param path its path
     * @param change gives the new value; called once a try
     * @return the new value
     * @throws run.leger.core.NotFoundException if there is none
     * @throws run.leger.core.PreconditionFailedException if others changed the configuration each time
     * @throws run.leger.core.ConnectionLostException if the answer was lost, and others have changed the value since
     * @throws ConfigRefusedException if the result does not start; the configuration before goes on
     */
    public Json update(ConfigPath path, UnaryOperator<Json> change) {
        boolean[] notMade = new boolean[1];
        AdminBudget budget = calls.budget(AdminCalls.LOAD);
        return Retry.standard()
                .withTries(10)
                .when(e ->
                        e instanceof PreconditionFailedException || e instanceof ConnectionLostException && notMade[0])
                .call(() -> {
                    notMade[0] = false;
                    CaddyAdmin timed = with(budget.left());
                    ConfigSnapshot read = timed.config(path);
                    Json changed = change.apply(read.config());
                    try {
                        timed.ifMatch(read).replace(path, changed);
                    } catch (ConnectionLostException e) {
                        // With each load Caddy drops the connections that it has not yet accepted.
                        ConfigSnapshot now = timed.config(path);
                        notMade[0] = now.etag().equals(read.etag());
                        if (notMade[0]
                                || !ConfigChange.between(now.config(), changed).isEmpty()) {
                            throw e;
                        }
                    }
                    return changed;
                });
    }

    /**
     * Unloads the configuration.
     *
     * <p>Can break: everything that Caddy serves; and its admin API moves to its default address.
     *
     * <p>Right: the admin API. Upstream: stable. {@code DELETE /config/}. Not made twice.
     */
    public void unload() {
        edit().deleteAll();
    }

    /**
     * Stops Caddy. Returns when it has said that it will; it then ends its connections and exits with code 0.
     *
     * <p>Can break: everything that Caddy serves, until somebody starts it again.
     *
     * <p>Right: the admin API. Upstream: stable. {@code POST /stop}. Told again where the answer was lost; that then nobody listens is what was wanted.
     */
    public void stop() {
        calls.stop();
    }

    /**
     * Returns how the servers behind the reverse proxies fare.
     *
     * <p>Right: the admin API. Upstream: stable. {@code GET /reverse_proxy/upstreams}.
     *
     * @return one entry for each server that was asked since it is configured; empty where none was
     */
    public List<UpstreamStatus> upstreams() {
        return calls.read(
                "/reverse_proxy/upstreams",
                CallOptions.none(),
                response -> JsonIn.read(
                        response.readAll(), "GET /reverse_proxy/upstreams", in -> in.list(UpstreamStatus::read)));
    }

    /**
     * Returns one of Caddy's own certificate authorities. The one named {@code local} is made where it is not there yet.
     *
     * <p>Right: the admin API. Upstream: stable. {@code GET /pki/ca/id}.
     *
     * @param id its id, such as {@code local}
     * @return the authority
     * @throws run.leger.core.NotFoundException if no such one is configured
     * @throws IllegalArgumentException if the id is empty or has a slash in it
     */
    public CertificateAuthority certificateAuthority(String id) {
        String target = "/pki/ca/" + ConfigPath.encoded(ConfigPath.checked(id));
        return calls.read(
                target,
                CallOptions.none(),
                response -> JsonIn.read(response.readAll(), "GET " + target, CertificateAuthority::read));
    }

    /**
     * Returns the certificates of one of Caddy's own authorities. The one named {@code local} is made where it is not there yet.
     *
     * <p>Right: the admin API. Upstream: stable. {@code GET /pki/ca/id/certificates}.
     *
     * @param id its id, such as {@code local}
     * @return the certificates in PEM: the intermediate one, then the root
     * @throws run.leger.core.NotFoundException if no such one is configured
     * @throws IllegalArgumentException if the id is empty or has a slash in it
     */
    public String authorityCertificates(String id) {
        return text("/pki/ca/" + ConfigPath.encoded(ConfigPath.checked(id)) + "/certificates");
    }

    /**
     * Returns Caddy's metrics.
     *
     * <p>Right: the admin API. Upstream: stable. {@code GET /metrics}.
     *
     * @return the metrics in the text format of Prometheus
     */
    public String metrics() {
        return text("/metrics");
    }

    private String text(String target) {
        return calls.read(
                target, CallOptions.none(), response -> new String(response.readAll(), StandardCharsets.UTF_8));
    }

    /**
     * Sends any request, for endpoints that are not typed here.
     *
     * @param request the request
     * @return the answer, whatever its status; close it
     */
    public TransportResponse raw(TransportRequest request) {
        return calls.raw(request, CallOptions.none());
    }

    /** Where this client asks, as the global option {@code admin} names it; null where only the transport knows. */
    @Nullable
    String address() {
        return address;
    }

    /** Frees the connections, where this client opened them. */
    @Override
    public void close() {
        if (owner) {
            calls.transport().close();
        }
    }

    private List<CaddyWarning> load(String type, String text) {
        TransportRequest request = AdminCalls.change("POST", "/load", type, AdminCalls.utf8(text));
        return warnings("POST /load", calls.send(request, AdminCalls.LOAD));
    }

    /** An object with warnings in it from 2.11.9 on, a list before that, and nothing where there are none. */
    private static List<CaddyWarning> warnings(String operation, byte[] reply) {
        if (new String(reply, StandardCharsets.UTF_8).isBlank()) {
            return List.of();
        }
        return JsonIn.read(reply, operation, in -> {
            if (in.isArray()) {
                return in.list(CaddyWarning::read);
            }
            List<CaddyWarning> warnings = List.of();
            in.beginObject();
            for (String name = in.field(); name != null; name = in.field()) {
                if (name.equals("warnings")) {
                    warnings = in.list(CaddyWarning::read);
                } else {
                    in.skip();
                }
            }
            return warnings;
        });
    }

    /** Only Caddy knows what its global options come to, so it is asked where there is no site. */
    private String notEmpty(String caddyfile) {
        if (hasNoSites(notBlank(caddyfile)) && !adapt(caddyfile).hasApps()) {
            throw new IllegalArgumentException(
                    "a configuration that gives Caddy nothing to do would unload everything");
        }
        return caddyfile;
    }

    private static boolean hasNoSites(String caddyfile) {
        try {
            return SyntaxTree.parse(caddyfile).elements().stream()
                    .noneMatch(element -> element instanceof run.leger.caddy.syntax.Site
                            || element instanceof run.leger.caddy.syntax.Import);
        } catch (SyntaxException e) {
            return false;
        }
    }

    private static String notBlank(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("an empty configuration would unload everything");
        }
        return text;
    }
}
