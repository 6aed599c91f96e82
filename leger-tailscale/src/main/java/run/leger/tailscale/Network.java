package run.leger.tailscale;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import run.leger.core.CallOptions;
import run.leger.core.Json;
import run.leger.core.TransportRequest;
import run.leger.core.internal.JsonIn;
import run.leger.tailscale.derp.DerpMap;

/**
 * What the network map says beside the status: relays, names for certificates, routes. Got from {@link TailscaleClient#network}; safe for use by many
 * threads, and cheap to get.
 */
public final class Network {
    private static final Json NULL = Json.parse("null");
    private static final Duration LONGEST_PROBE = Duration.ofSeconds(60);

    private final LocalApi api;
    private final CallOptions options;

    Network(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }

    /**
     * Returns the relays of the tailnet.
     *
     * <p>Right: none. Upstream: stable in general shape. {@code GET derpmap}.
     *
     * @return the relays, or empty before the first network map
     */
    @Endpoint(path = "derpmap", right = Right.NONE, stability = Stability.STABLE)
    public Optional<DerpMap> currentDerpMap() {
        return api.parsed(
                LocalApi.get("derpmap"),
                options.orElse(LocalApi.DEFAULTS),
                json -> json.equals(NULL) ? Optional.empty() : Optional.of(DerpMap.parse(json)));
    }

    /**
     * Returns the names that this device may have certificates for.
     *
     * <p>Right: read. Upstream: stable. {@code GET cert-domains}. Since daemon 1.98; {@link Status#certDomains} is the same on every one.
     *
     * @return the names in order, without dots at their ends; empty before the first network map
     * @throws run.leger.core.UnsupportedEndpointException if the daemon is older
     */
    @Endpoint(path = "cert-domains", right = Right.READ, stability = Stability.STABLE, since = "1.98")
    public List<String> certDomains() {
        return api.call(LocalApi.get("cert-domains"), options.orElse(LocalApi.DEFAULTS), in -> in.list(JsonIn::text));
    }

    /**
     * Returns which routers of the tailnet were reachable when the daemon last looked.
     *
     * <p>Right: none. Upstream: not promised. {@code POST routecheck}. Since daemon 1.100.
     *
     * @return the report, or empty where it has not looked yet
     * @throws run.leger.core.UnsupportedEndpointException if the daemon is older
     */
    @Endpoint(method = "POST", path = "routecheck", right = Right.NONE, stability = Stability.UNSTABLE, since = "1.100")
    public Optional<RouteCheckReport> routeCheck() {
        return report(LocalApi.post("routecheck"), options.orElse(LocalApi.DEFAULTS));
    }

    /**
     * Makes the daemon look which routers of the tailnet are reachable now, and waits for the report. It sends each of them a packet.
     *
     * <p>Right: none. Upstream: not promised. {@code POST routecheck?probe=true}. Since daemon 1.100. Before the first network map the daemon never answers:
     * the deadline, 10 s more than the timeout where none is set, ends the call.
     *
     * @param timeout how long a router may take to answer, at most 60 s
     * @return the report, or empty where there is none
     * @throws IllegalArgumentException if the timeout is negative or above 60 s
     * @throws run.leger.core.UnsupportedEndpointException if the daemon is older
     */
    @Endpoint(method = "POST", path = "routecheck", right = Right.NONE, stability = Stability.UNSTABLE, since = "1.100")
    public Optional<RouteCheckReport> routeCheckProbe(Duration timeout) {
        return report(
                LocalApi.post(LocalApi.query("routecheck", "probe", "true", "timeout", probeTimeout(timeout))),
                options.orElse(LocalApi.waiting(timeout)));
    }

    /** The daemon cuts what is out of its range without a word. */
    static String probeTimeout(Duration timeout) {
        if (timeout.isNegative() || timeout.compareTo(LONGEST_PROBE) > 0) {
            throw new IllegalArgumentException("a timeout of a probe is from 0 to " + LONGEST_PROBE + ": " + timeout);
        }
        return timeout.toNanos() + "ns";
    }

    private Optional<RouteCheckReport> report(TransportRequest request, CallOptions callOptions) {
        byte[] body = api.body(request, callOptions);
        return body.length == 0
                ? Optional.empty()
                : JsonIn.readOptional(body, request.operation(), RouteCheckReport::read);
    }

    /**
     * Returns what this device routes as an app connector.
     *
     * <p>Right: none. Upstream: not promised. {@code GET appc-route-info}.
     *
     * @return the routes; all of them empty where it is none
     */
    @Endpoint(path = "appc-route-info", right = Right.NONE, stability = Stability.UNSTABLE)
    public AppConnectorRoutes appConnectorRouteInfo() {
        return api.call(LocalApi.get("appc-route-info"), options.orElse(LocalApi.DEFAULTS), AppConnectorRoutes::read);
    }

    /**
     * Sends posture attributes of this device to the control plane. Those that the edit does not name stay as they are.
     *
     * <p>Right: write. Upstream: experimental, may go at any time. {@code PATCH alpha-set-device-attrs}. Not sent twice. The deadline is 40 s where none
     * is set.
     *
     * <p>Can break: policies that look at these attributes may cut off this device, or let it in where it should not be.
     *
     * @param edit the attributes to set and to remove
     * @throws BackendStateException if the daemon is not connected
     * @throws run.leger.core.ApiException if the control plane refuses
     */
    @Endpoint(method = "PATCH", path = "alpha-set-device-attrs", right = Right.WRITE, stability = Stability.DEBUG)
    public void setDeviceAttributes(DeviceAttributes edit) {
        api.body(
                LocalApi.patch("alpha-set-device-attrs", edit.toJson()),
                options.orElse(LocalApi.waiting(Duration.ofSeconds(30))));
    }
}
