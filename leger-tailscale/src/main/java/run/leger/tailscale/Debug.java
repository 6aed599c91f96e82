package run.leger.tailscale;

import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import run.leger.core.ApiException;
import run.leger.core.BadRequestException;
import run.leger.core.CallOptions;
import run.leger.core.IpAddress;
import run.leger.core.Json;
import run.leger.core.NotFoundException;
import run.leger.core.PreconditionFailedException;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;
import run.leger.core.internal.JsonIn;
import run.leger.core.internal.JsonOut;
import run.leger.tailscale.debug.Conn25State;
import run.leger.tailscale.debug.DebugAction;
import run.leger.tailscale.debug.DerpRegionReport;
import run.leger.tailscale.debug.EndpointChange;
import run.leger.tailscale.debug.EventBusQueues;
import run.leger.tailscale.debug.EventBusTopics;
import run.leger.tailscale.debug.FilterMatch;
import run.leger.tailscale.debug.FilterRule;
import run.leger.tailscale.debug.NetworkMap;
import run.leger.tailscale.debug.OptionalFeatures;
import run.leger.tailscale.debug.PeerRelayServerStatus;
import run.leger.tailscale.debug.PortmapProbe;
import run.leger.tailscale.debug.RejectsReport;

/**
 * What upstream made for debugging. Got from {@link TailscaleClient#debug}; safe for use by many threads, and cheap to get.
 *
 * <p>Nothing of it is promised: shapes change with any release, and builds of the daemon without debugging have none of it, which is an {@link
 * run.leger.core.UnsupportedEndpointException}.
 */
public final class Debug {
    private static final CallOptions REPORT =
            CallOptions.deadline(Duration.ofSeconds(60)).withHeaderTimeout(Duration.ofSeconds(60));
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final LocalApi api;
    private final CallOptions options;

    Debug(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }

    /**
     * Has the daemon do something.
     *
     * <p>Right: write. Upstream: for debugging. {@code POST debug?action=...}. Not sent twice.
     *
     * <p>Can break: connections through the tailnet; {@link DebugAction} says of each what it does.
     *
     * @param action what
     * @return what the daemon says, {@code done} for all actions that are known here
     * @throws BadRequestException if the daemon does not know the action, or cannot do it now
     */
    @Endpoint(method = "POST", path = "debug", right = Right.WRITE, stability = Stability.DEBUG)
    public String action(DebugAction action) {
        return text(api.body(action(action.wire()), call())).trim();
    }

    /**
     * Sends a message over the bus, to everybody who watches it.
     *
     * <p>Right: write. Upstream: for debugging. {@code POST debug}. Not sent twice.
     *
     * <p>Can break: whoever watches and believes it.
     *
     * @param message a JSON object in the shape of {@link Notify}
     * @throws BadRequestException if the daemon cannot read it
     */
    @Endpoint(method = "POST", path = "debug?action=notify", right = Right.WRITE, stability = Stability.DEBUG)
    public void notify(Json message) {
        api.body(LocalApi.of("POST", "debug", message.utf8()).with("Debug-Action", "notify"), call());
    }

    /**
     * Has the daemon use a certain region as its home relay.
     *
     * <p>Right: write. Upstream: for debugging. {@code POST debug?action=force-prefer-derp}. Not sent twice.
     *
     * <p>Can break: connections by the relay, where that region cannot be reached.
     *
     * @param region the number of the region; 0 lets the daemon choose again
     */
    @Endpoint(
            method = "POST",
            path = "debug?action=force-prefer-derp",
            right = Right.WRITE,
            stability = Stability.DEBUG)
    public void forcePreferDerp(int region) {
        byte[] json = Integer.toString(region).getBytes(StandardCharsets.US_ASCII);
        api.body(LocalApi.of("POST", LocalApi.query("debug", "action", "force-prefer-derp"), json), call());
    }

    /**
     * Returns what the control plane has switched on and off in this daemon.
     *
     * <p>Right: write. Upstream: for debugging. {@code POST debug?action=control-knobs}.
     *
     * @return the switches by name, mostly booleans; null for one that is left alone
     */
    @Endpoint(method = "POST", path = "debug?action=control-knobs", right = Right.WRITE, stability = Stability.DEBUG)
    public Map<String, Json> controlKnobs() {
        return api.call(action("control-knobs"), call(), in -> in.map(JsonIn::raw));
    }

    /**
     * Returns who can relay for this device.
     *
     * <p>Right: write. Upstream: for debugging. {@code POST debug?action=peer-relay-servers}.
     *
     * @return their addresses in the tailnet
     */
    @Endpoint(
            method = "POST",
            path = "debug?action=peer-relay-servers",
            right = Right.WRITE,
            stability = Stability.DEBUG)
    public List<IpAddress> peerRelayServers() {
        return api.call(action("peer-relay-servers"), call(), Wire::addresses);
    }

    /**
     * Returns by which discovery keys this device knows its peers.
     *
     * <p>Right: write. Upstream: for debugging. {@code POST debug?action=peer-disco-keys}.
     *
     * @return {@code discokey:...} by node key
     */
    @Endpoint(method = "POST", path = "debug?action=peer-disco-keys", right = Right.WRITE, stability = Stability.DEBUG)
    public Map<NodeKey, String> peerDiscoKeys() {
        return api.call(action("peer-disco-keys"), call(), in -> {
            Map<NodeKey, String> keys = new LinkedHashMap<>();
            in.map(JsonIn::text).forEach((node, disco) -> keys.put(NodeKey.of(node), disco));
            return keys;
        });
    }

    /**
     * Returns where the daemon keeps its files.
     *
     * <p>Right: write. Upstream: for debugging. {@code POST debug?action=statedir}.
     *
     * @return the folder on the daemon's side; empty where it keeps none
     */
    @Endpoint(method = "POST", path = "debug?action=statedir", right = Right.WRITE, stability = Stability.DEBUG)
    public String stateDir() {
        return api.call(action("statedir"), call(), JsonIn::text);
    }

    /**
     * Returns all that the control plane told this device. Large: about 2 kB for each peer.
     *
     * <p>Right: write. Upstream: for debugging. {@code POST debug?action=current-netmap}. The deadline is 60 s where none is set.
     *
     * @return the map
     * @throws BackendStateException if there is none, as before the login
     */
    @Endpoint(method = "POST", path = "debug?action=current-netmap", right = Right.WRITE, stability = Stability.DEBUG)
    public NetworkMap currentNetmap() {
        return withNetmap(() -> api.parsed(action("current-netmap"), options.orElse(REPORT), NetworkMap::parse));
    }

    /**
     * Has a part of the daemon write more into its log for a while.
     *
     * <p>Right: write. Upstream: for debugging. {@code POST component-debug-logging}.
     *
     * <p>Can break: nothing; the log grows.
     *
     * @param component {@code magicsock}, {@code sockstats} or {@code syspolicy}
     * @param time for how long, in whole seconds; zero ends it
     * @throws BadRequestException if there is no such part
     */
    @Endpoint(method = "POST", path = "component-debug-logging", right = Right.WRITE, stability = Stability.DEBUG)
    public void setComponentDebugLogging(String component, Duration time) {
        TransportRequest post = LocalApi.post(LocalApi.query(
                "component-debug-logging", "component", component, "secs", Long.toString(time.toSeconds())));
        byte[] body = api.body(post, call());
        String error = Json.parse(text(body)).at("Error").map(Json::asText).orElse("");
        if (!error.isEmpty()) {
            // A failure that comes with the status of success.
            throw new BadRequestException(
                    post.operation(), 200, error, "the parts are magicsock, sockstats and syspolicy");
        }
    }

    /**
     * Writes into the daemon's state.
     *
     * <p>Right: write, and since daemon 1.104 local admin. Upstream: for debugging. {@code POST dev-set-state-store}. Not sent twice.
     *
     * <p>Can break: everything that the daemon remembers: login, settings, keys.
     *
     * @param key what to set
     * @param value to what
     * @throws run.leger.core.AccessDeniedException if this user is not an admin of this system
     */
    @Endpoint(method = "POST", path = "dev-set-state-store", right = Right.LOCAL_ADMIN, stability = Stability.DEBUG)
    public void setDevStoreKeyValue(String key, String value) {
        // Not in the query: the value may be a key.
        byte[] form = ("key=" + formText(key) + "&value=" + formText(value)).getBytes(StandardCharsets.US_ASCII);
        api.body(
                LocalApi.of("POST", "dev-set-state-store", form)
                        .with("Content-Type", "application/x-www-form-urlencoded"),
                call());
    }

    private static String formText(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /**
     * Follows the events inside the daemon from now on. Blocks until it is connected; reading blocks until there is an event.
     *
     * <p>Right: write. Upstream: for debugging. {@code GET debug-bus-events}.
     *
     * @return the events, the first of which says that the stream is open; close it. No deadline ends it
     * @throws EventBusNotRunningException if the daemon has no such bus
     */
    @Endpoint(path = "debug-bus-events", right = Right.WRITE, stability = Stability.DEBUG)
    public EventBusEvents streamBusEvents() {
        TransportRequest get = LocalApi.get("debug-bus-events");
        TransportResponse response = api.open(get, endless());
        if (response.status() == 204) {
            response.close();
            throw noBus(get.operation(), 204, "event bus not running");
        }
        return new EventBusEvents(response, get.operation());
    }

    /**
     * Returns who tells whom inside the daemon.
     *
     * <p>Right: none. Upstream: for debugging. {@code GET debug-bus-graph}.
     *
     * @return what there is to tell, with who tells and who hears
     * @throws EventBusNotRunningException if the daemon has no such bus
     */
    @Endpoint(path = "debug-bus-graph", right = Right.NONE, stability = Stability.DEBUG)
    public EventBusTopics eventBusGraph() {
        return withBus(() -> api.parsed(LocalApi.get("debug-bus-graph"), call(), EventBusTopics::parse));
    }

    /**
     * Returns what waits inside the daemon.
     *
     * <p>Right: none. Upstream: for debugging. {@code GET debug-bus-queues}.
     *
     * @return the queues
     * @throws EventBusNotRunningException if the daemon has no such bus
     * @throws run.leger.core.UnsupportedEndpointException on a daemon older than 1.94
     */
    @Endpoint(path = "debug-bus-queues", right = Right.NONE, stability = Stability.DEBUG, since = "1.94")
    public EventBusQueues eventBusQueues() {
        return withBus(() -> api.parsed(LocalApi.get("debug-bus-queues"), call(), EventBusQueues::parse));
    }

    /**
     * Tries the relays of a region. Blocks for seconds.
     *
     * <p>Right: write. Upstream: for debugging. {@code POST debug-derp-region}. The deadline is 60 s where none is set.
     *
     * <p>Can break: nothing.
     *
     * @param region its number or code
     * @return what was found; an unknown region is one of the errors in it
     */
    @Endpoint(method = "POST", path = "debug-derp-region", right = Right.WRITE, stability = Stability.DEBUG)
    public DerpRegionReport debugDerpRegion(String region) {
        return api.parsed(
                LocalApi.post(LocalApi.query("debug-derp-region", "region", region)),
                options.orElse(REPORT),
                DerpRegionReport::parse);
    }

    /**
     * Connects to an address in all ways that the daemon has. Blocks for up to 5 s.
     *
     * <p>Right: write. Upstream: for debugging. {@code POST debug-dial-types}.
     *
     * <p>Can break: nothing; whoever listens there sees several connections.
     *
     * @param address where
     * @param port where
     * @param network {@code tcp} or {@code udp}
     * @return for each way a line for people
     * @throws BadRequestException if the port is none
     */
    @Endpoint(method = "POST", path = "debug-dial-types", right = Right.WRITE, stability = Stability.DEBUG)
    public List<String> debugDialTypes(IpAddress address, int port, String network) {
        // The daemon puts a colon between the two and no brackets around.
        String ip = address.isIpv6() ? "[" + address + "]" : address.value();
        return text(api.body(
                        LocalApi.post(LocalApi.query(
                                "debug-dial-types", "ip", ip, "port", Integer.toString(port), "network", network)),
                        options.orElse(REPORT)))
                .lines()
                .toList();
    }

    /**
     * Writes into the daemon's log. Blocks for 20 ms for each line, where there are many.
     *
     * <p>Right: write since daemon 1.104, read before. Upstream: for debugging. {@code POST debug-log}. Not sent twice.
     *
     * <p>Can break: nothing.
     *
     * @param prefix what to write before each line, or empty
     * @param lines the lines
     */
    @Endpoint(method = "POST", path = "debug-log", right = Right.WRITE, stability = Stability.DEBUG)
    public void debugLog(String prefix, List<String> lines) {
        byte[] json = JsonOut.object(out -> out.field("Lines", lines).field("Prefix", prefix));
        api.body(LocalApi.of("POST", "debug-log", json), options.orElse(REPORT));
    }

    /**
     * Returns the packet filter as the control plane sent it.
     *
     * <p>Right: write. Upstream: for debugging. {@code POST debug-packet-filter-rules}.
     *
     * @return the rules
     * @throws BackendStateException if there is no network map, as before the login
     */
    @Endpoint(method = "POST", path = "debug-packet-filter-rules", right = Right.WRITE, stability = Stability.DEBUG)
    public List<FilterRule> debugPacketFilterRules() {
        TransportRequest post = LocalApi.post("debug-packet-filter-rules");
        return withNetmap(() -> api.call(post, call(), in -> in.parts(FilterRule::parse)));
    }

    /**
     * Returns the packet filter as the daemon uses it.
     *
     * <p>Right: write. Upstream: for debugging. {@code POST debug-packet-filter-matches}.
     *
     * @return the rules
     * @throws BackendStateException if there is no network map, as before the login
     */
    @Endpoint(method = "POST", path = "debug-packet-filter-matches", right = Right.WRITE, stability = Stability.DEBUG)
    public List<FilterMatch> debugPacketFilterMatches() {
        TransportRequest post = LocalApi.post("debug-packet-filter-matches");
        return withNetmap(() -> api.call(post, call(), in -> in.parts(FilterMatch::parse)));
    }

    /**
     * Returns how the way to a peer changed of late.
     *
     * <p>Right: read. Upstream: for debugging. {@code GET debug-peer-endpoint-changes}.
     *
     * @param peer an address of the peer in the tailnet
     * @return the changes, the oldest first; empty where nothing was ever sent
     * @throws NotFoundException if nobody has that address
     * @throws BadRequestException if it is an address of this device
     */
    @Endpoint(path = "debug-peer-endpoint-changes", right = Right.READ, stability = Stability.DEBUG)
    public List<EndpointChange> debugPeerEndpointChanges(IpAddress peer) {
        TransportRequest get = LocalApi.get(LocalApi.query("debug-peer-endpoint-changes", "ip", peer.value()));
        try {
            return api.call(get, call(), in -> in.parts(EndpointChange::parse));
        } catch (ApiException e) {
            // The daemon has no status of its own for either.
            if (e.serverMessage().equals("no matching peer")) {
                throw new NotFoundException(
                        e.endpoint(), e.status(), e.serverMessage(), "use an address of one of the peers of status()");
            }
            if (e.serverMessage().endsWith("is local Tailscale IP")) {
                throw new BadRequestException(
                        e.endpoint(), e.status(), e.serverMessage(), "use an address of a peer, not of this device");
            }
            throw e;
        }
    }

    /**
     * Returns what the daemon was built with.
     *
     * <p>Right: none. Upstream: for debugging. {@code GET debug-optional-features}.
     *
     * @return the features
     */
    @Endpoint(path = "debug-optional-features", right = Right.NONE, stability = Stability.DEBUG)
    public OptionalFeatures queryOptionalFeatures() {
        return api.parsed(LocalApi.get("debug-optional-features"), call(), OptionalFeatures::parse);
    }

    /**
     * Has this device take a new discovery key, as {@link DebugAction#ROTATE_DISCO_KEY} does.
     *
     * <p>Right: write. Upstream: for debugging. {@code POST debug-rotate-disco-key}. Not sent twice.
     *
     * <p>Can break: direct connections, which begin again.
     */
    @Endpoint(method = "POST", path = "debug-rotate-disco-key", right = Right.WRITE, stability = Stability.DEBUG)
    public void rotateDiscoKey() {
        api.body(LocalApi.post("debug-rotate-disco-key"), call());
    }

    /**
     * Follows the packets of the tailnet, as this device sends and receives them, without encryption. Blocks until it is connected; reading blocks until
     * there is something.
     *
     * <p>Right: write. Upstream: for debugging. {@code POST debug-capture}.
     *
     * <p>Can break: nothing; the daemon is slower, and several who capture end together.
     *
     * @return a file in the format pcap, little-endian, of link type 147; close it. No deadline ends it, and closing it frees a reader on another thread
     */
    @Endpoint(method = "POST", path = "debug-capture", right = Right.WRITE, stability = Stability.DEBUG)
    public InputStream streamDebugCapture() {
        return api.open(LocalApi.post("debug-capture"), endless()).body();
    }

    /**
     * Tries whether the router maps ports. Blocks until the daemon has begun; reading blocks until it says more.
     *
     * <p>Right: write. Upstream: for debugging. {@code POST debug-portmap}. The deadline is 10 s after the end of the probe where none is set.
     *
     * <p>Can break: nothing; a mapping may be left on the router until it forgets it.
     *
     * @param probe how
     * @return what happens, in lines of UTF-8 for people; close it
     */
    @Endpoint(method = "POST", path = "debug-portmap", right = Right.WRITE, stability = Stability.DEBUG)
    public InputStream debugPortmap(PortmapProbe probe) {
        Duration patience = probe.duration().plus(MARGIN);
        CallOptions whole =
                CallOptions.deadline(patience).withHeaderTimeout(patience).withIdleTimeout(patience);
        String target = LocalApi.query(
                "debug-portmap",
                "duration",
                probe.duration().toNanos() + "ns",
                "type",
                probe.protocol().map(PortmapProbe.Protocol::wire).orElse(""),
                "gateway_and_self",
                probe.gatewayAndSelf(),
                "log_http",
                Boolean.toString(probe.logsHttp()));
        return api.open(LocalApi.post(target), options.orElse(whole)).body();
    }

    /**
     * Returns for whom this device relays.
     *
     * <p>Right: none. Upstream: for debugging. {@code GET debug-peer-relay-sessions}.
     *
     * @return the port and the sessions
     */
    @Endpoint(path = "debug-peer-relay-sessions", right = Right.NONE, stability = Stability.DEBUG)
    public PeerRelayServerStatus debugPeerRelaySessions() {
        return api.parsed(LocalApi.get("debug-peer-relay-sessions"), call(), PeerRelayServerStatus::parse);
    }

    /**
     * Returns which connections were refused of late.
     *
     * <p>Right: read. Upstream: for debugging. {@code GET debug-rejects}.
     *
     * @return the refusals; none where the daemon does not watch for them
     * @throws run.leger.core.UnsupportedEndpointException on a daemon older than 1.104
     */
    @Endpoint(path = "debug-rejects", right = Right.READ, stability = Stability.DEBUG, since = "1.104")
    public RejectsReport debugRejects() {
        return api.parsed(LocalApi.get("debug-rejects"), call(), RejectsReport::parse);
    }

    /**
     * Returns what is connected by app connectors now.
     *
     * <p>Right: read. Upstream: not promised. {@code GET conn25/state}.
     *
     * @return the state, or empty where this device has nothing to do with them
     * @throws run.leger.core.UnsupportedEndpointException on a daemon older than 1.102
     */
    @Endpoint(path = "conn25/state", right = Right.READ, stability = Stability.UNSTABLE, since = "1.102")
    public Optional<Conn25State> conn25State() {
        try {
            return Optional.of(api.parsed(LocalApi.get("conn25/state"), call(), Conn25State::parse));
        } catch (ApiException e) {
            if (e.status() == 501) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static TransportRequest action(String word) {
        return LocalApi.post(LocalApi.query("debug", "action", word));
    }

    private CallOptions call() {
        return options.orElse(LocalApi.DEFAULTS);
    }

    private CallOptions endless() {
        return call().withoutDeadline().withoutIdleTimeout().withMaxBodyBytes(Long.MAX_VALUE);
    }

    /** Without a network map some endpoints are not found and one gets a bad request; the reason is the daemon's state. */
    private <T> T withNetmap(Supplier<T> call) {
        TimeLeft left = TimeLeft.from(call());
        try {
            return call.get();
        } catch (ApiException e) {
            throw e.serverMessage().equals("no netmap") ? api.explained(e, left) : e;
        }
    }

    private static <T> T withBus(Supplier<T> call) {
        try {
            return call.get();
        } catch (PreconditionFailedException e) {
            throw noBus(e.endpoint(), e.status(), e.serverMessage());
        }
    }

    private static EventBusNotRunningException noBus(String operation, int status, String said) {
        return new EventBusNotRunningException(
                operation, status, said, "use another daemon: this one was built without its event bus");
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
