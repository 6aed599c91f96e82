package run.leger.tailscale;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import run.leger.core.ApiException;
import run.leger.core.BadRequestException;
import run.leger.core.CallOptions;
import run.leger.core.IpAddress;
import run.leger.core.TransportRequest;
import run.leger.core.UnsupportedEndpointException;

/**
 * Exit nodes: devices that carry the traffic of others to the rest of the world. Got from {@link TailscaleClient#exitNodes}; safe for use by many threads,
 * and cheap to get.
 *
 * <pre>{@code
 * ts.exitNodes().allowLanAccess(true);
 * ts.exitNodes().use(id);
 * }</pre>
 */
public final class ExitNodes {
    private final TailscaleClient client;
    private final LocalApi api;
    private final CallOptions options;

    ExitNodes(TailscaleClient client, LocalApi api, CallOptions options) {
        this.client = client;
        this.api = api;
        this.options = options;
    }

    /**
     * Returns the peers that can be exit nodes for this device. What is asked of them most is in {@link PeerStatus#online}, {@link PeerStatus#location}
     * and {@link PeerStatus#exitNode}, which tells the one in use.
     *
     * <p>Right: read. Upstream: stable. {@code GET status}; on a large tailnet that is many megabytes.
     *
     * @return the peers, in the daemon's order; empty where none offers it
     */
    @Endpoint(path = "status", right = Right.READ, stability = Stability.STABLE)
    public List<PeerStatus> list() {
        return offered(client.status());
    }

    private static List<PeerStatus> offered(Status status) {
        return status.peers().values().stream()
                .filter(PeerStatus::exitNodeOption)
                .toList();
    }

    /**
     * Returns the exit node that the daemon finds best, by latency, or by what the control plane recommends.
     *
     * <p>Right: none. Upstream: not promised. {@code GET suggest-exit-node}.
     *
     * @return the node, or empty where there is none to suggest
     * @throws BackendStateException if the daemon is not connected
     * @throws run.leger.core.ApiException if it has not measured its relays yet: ask again a little later
     */
    @Endpoint(path = "suggest-exit-node", right = Right.NONE, stability = Stability.UNSTABLE)
    public Optional<ExitNodeSuggestion> suggestExitNode() {
        return suggestion(LocalApi.get("suggest-exit-node"), options.orElse(LocalApi.DEFAULTS));
    }

    /**
     * Returns the exit node that the daemon finds best, see {@link #suggestExitNode}, after it looked which can be reached now.
     *
     * <p>Right: none. Upstream: not promised. {@code POST suggest-exit-node?probe=true}. Since daemon 1.102. The deadline is 10 s more than the timeout
     * where none is set.
     *
     * @param timeout how long a node may take to answer, at most 60 s
     * @return the node, or empty where there is none to suggest
     * @throws IllegalArgumentException if the timeout is negative or above 60 s
     * @throws UnsupportedEndpointException if the daemon is older
     */
    @Endpoint(
            method = "POST",
            path = "suggest-exit-node",
            right = Right.NONE,
            stability = Stability.UNSTABLE,
            since = "1.102")
    public Optional<ExitNodeSuggestion> suggestExitNodeWithProbe(Duration timeout) {
        TransportRequest request = LocalApi.post(
                LocalApi.query("suggest-exit-node", "probe", "true", "timeout", Network.probeTimeout(timeout)));
        try {
            return suggestion(request, options.orElse(LocalApi.waiting(timeout)));
        } catch (BadRequestException e) {
            if (e.status() != 405) {
                throw e;
            }
            // Before 1.102 there was the question only, and it was a GET.
            throw new UnsupportedEndpointException(
                    e.endpoint(), e.status(), e.serverMessage(), "update tailscaled, or ask without a probe");
        }
    }

    private Optional<ExitNodeSuggestion> suggestion(TransportRequest request, CallOptions callOptions) {
        ExitNodeSuggestion suggestion = api.call(request, callOptions, ExitNodeSuggestion::read);
        return suggestion.id().isNone() ? Optional.empty() : Optional.of(suggestion);
    }

    /**
     * Sends all traffic that is not for the tailnet through an exit node, and stops using another one.
     *
     * <p>The daemon itself would take any id, and cut this device off from the world if there is no exit behind it. So the node is looked for first.
     *
     * <p>Right: write. Upstream: stable. {@code GET status}, {@code PATCH prefs}. Not sent twice.
     *
     * <p>Can break: every connection beyond the tailnet, this device's local network included unless {@link #allowLanAccess} was called before.
     *
     * @param node the node's id
     * @return the settings afterwards
     * @throws ExitNodeUnavailableException if no peer of that id offers to be one; nothing was changed then
     * @throws BackendStateException if the daemon is not connected, and so does not know
     * @throws BadRequestException if this device is an exit node itself
     */
    @Endpoint(path = "status", right = Right.READ, stability = Stability.STABLE)
    @Endpoint(method = "PATCH", path = "prefs", right = Right.WRITE, stability = Stability.STABLE)
    public Prefs use(StableNodeId node) {
        return use(
                node.value(), peer -> peer.id().equals(node), PrefsEdit.none().exitNodeId(node));
    }

    /**
     * Sends all traffic that is not for the tailnet through an exit node, see {@link #use(StableNodeId)}.
     *
     * <p>Right: write. Upstream: stable. {@code GET status}, {@code PATCH prefs}. Not sent twice.
     *
     * <p>Can break: every connection beyond the tailnet, this device's local network included unless {@link #allowLanAccess} was called before.
     *
     * @param node an address of the node in the tailnet
     * @return the settings afterwards; the daemon has turned the address into the node's id
     * @throws ExitNodeUnavailableException if no peer of that address offers to be one; nothing was changed then
     * @throws BackendStateException if the daemon is not connected, and so does not know
     * @throws BadRequestException if this device is an exit node itself
     */
    @Endpoint(path = "status", right = Right.READ, stability = Stability.STABLE)
    @Endpoint(method = "PATCH", path = "prefs", right = Right.WRITE, stability = Stability.STABLE)
    public Prefs use(IpAddress node) {
        return use(
                node.value(),
                peer -> peer.tailscaleIps().contains(node),
                PrefsEdit.none().exitNodeIp(node));
    }

    private Prefs use(String named, Predicate<PeerStatus> sought, PrefsEdit edit) {
        Status status = client.status();
        List<PeerStatus> offered = offered(status);
        if (offered.stream().noneMatch(sought)) {
            if (!status.backendState().equals(BackendState.RUNNING)) {
                ApiException failure = new ApiException("GET status", 200, "no exit node " + named + " is known", null);
                throw api.inState(failure, status, TimeLeft.from(CallOptions.none()))
                        .orElse(failure);
            }
            throw new ExitNodeUnavailableException(named, offered);
        }
        return client.editPrefs(edit);
    }

    /**
     * Lets the daemon choose the exit node, and another one when that is lost.
     *
     * <p>Right: write. Upstream: stable. {@code PATCH prefs}. Not sent twice.
     *
     * <p>Can break: every connection beyond the tailnet, which is cut off until there is a node to choose; this device's local network too, unless {@link
     * #allowLanAccess} was called before.
     *
     * @return the settings afterwards
     * @throws BadRequestException if this device is an exit node itself
     */
    @Endpoint(method = "PATCH", path = "prefs", right = Right.WRITE, stability = Stability.STABLE)
    public Prefs useAuto() {
        return client.editPrefs(PrefsEdit.none().autoExitNode());
    }

    /**
     * Stops using an exit node, and forgets which it was. {@link #setUseExitNode} remembers.
     *
     * <p>Right: write. Upstream: stable. {@code PATCH prefs}. Not sent twice.
     *
     * <p>Can break: connections that go through the exit node, and the privacy of those that are made afterwards.
     *
     * @return the settings afterwards
     */
    @Endpoint(method = "PATCH", path = "prefs", right = Right.WRITE, stability = Stability.STABLE)
    public Prefs stop() {
        return client.editPrefs(PrefsEdit.none().exitNodeId(StableNodeId.NONE));
    }

    /**
     * Stops using the exit node for a while, or uses the last one again.
     *
     * <p>Right: write. Upstream: stable. {@code POST set-use-exit-node-enabled}. Not sent twice. A call that changes nothing succeeds.
     *
     * <p>Can break: what {@link #use(StableNodeId)} can where it is turned on, and what {@link #stop} can where it is turned off.
     *
     * @param enabled whether to use it
     * @return the settings afterwards
     * @throws run.leger.core.ApiException if it is turned on and none was used before
     */
    @Endpoint(method = "POST", path = "set-use-exit-node-enabled", right = Right.WRITE, stability = Stability.STABLE)
    public Prefs setUseExitNode(boolean enabled) {
        return api.call(
                LocalApi.post(LocalApi.query("set-use-exit-node-enabled", "enabled", Boolean.toString(enabled))),
                options.orElse(LocalApi.DEFAULTS),
                Prefs::read);
    }

    /**
     * Keeps the local network reachable while an exit node is used, or cuts it off. Changes nothing while none is.
     *
     * <p>Right: write. Upstream: stable. {@code PATCH prefs}. Not sent twice.
     *
     * <p>Can break: with false, connections to printers, routers and whatever else is near, and SSH sessions that come from there.
     *
     * @param allow whether it is reachable
     * @return the settings afterwards
     */
    @Endpoint(method = "PATCH", path = "prefs", right = Right.WRITE, stability = Stability.STABLE)
    public Prefs allowLanAccess(boolean allow) {
        return client.editPrefs(PrefsEdit.none().exitNodeAllowLanAccess(allow));
    }
}
