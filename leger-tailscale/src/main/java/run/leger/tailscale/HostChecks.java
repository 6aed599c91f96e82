package run.leger.tailscale;

import java.util.Optional;
import run.leger.core.CallOptions;
import run.leger.core.Json;
import run.leger.core.TransportRequest;
import run.leger.core.internal.JsonIn;

/**
 * How this system is set up for what the daemon does. Got from {@link TailscaleClient#hostChecks}; safe for use by many threads, and cheap to
 * get.
 */
public final class HostChecks {
    private final LocalApi api;
    private final CallOptions options;

    HostChecks(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }

    /**
     * Tells whether this system forwards packets, as a subnet router or an exit node must.
     *
     * <p>Right: read. Upstream: not promised. {@code GET check-ip-forwarding}.
     *
     * @return what is wrong, for people; empty where it does
     */
    @Endpoint(path = "check-ip-forwarding", right = Right.READ, stability = Stability.UNSTABLE)
    public Optional<String> checkIpForwarding() {
        return warning(LocalApi.get("check-ip-forwarding"));
    }

    /**
     * Tells whether this system forwards UDP as fast as it could.
     *
     * <p>Right: read. Upstream: not promised. {@code GET check-udp-gro-forwarding}.
     *
     * @return what is wrong, for people; empty where nothing is, or where the system has no such setting
     */
    @Endpoint(path = "check-udp-gro-forwarding", right = Right.READ, stability = Stability.UNSTABLE)
    public Optional<String> checkUdpGroForwarding() {
        return warning(LocalApi.get("check-udp-gro-forwarding"));
    }

    /**
     * Sets this system's network interface up to forward UDP faster, until it is started anew.
     *
     * <p>Right: write. Upstream: not promised. {@code POST set-udp-gro-forwarding}.
     *
     * <p>Can break: the settings of the interface of the default route, for all programs.
     *
     * @return what is wrong afterwards, for people; empty where nothing is
     */
    @Endpoint(method = "POST", path = "set-udp-gro-forwarding", right = Right.WRITE, stability = Stability.UNSTABLE)
    public Optional<String> setUdpGroForwarding() {
        return warning(LocalApi.post("set-udp-gro-forwarding"));
    }

    /**
     * Tells whether the daemon marks its own packets, so that the system's routing can tell them apart. Only on Linux.
     *
     * <p>Right: read. Upstream: not promised. {@code GET check-so-mark-in-use}.
     *
     * @return whether it does
     */
    @Endpoint(path = "check-so-mark-in-use", right = Right.READ, stability = Stability.UNSTABLE)
    public boolean checkSoMarkInUse() {
        return call(LocalApi.get("check-so-mark-in-use"))
                .at("UseSOMark")
                .map(use -> use.toString().equals("true"))
                .orElse(false);
    }

    /**
     * Tells whether this system drops packets whose way back is another one, which breaks exit nodes.
     *
     * <p>Right: read. Upstream: not promised. {@code GET check-reverse-path-filtering}.
     *
     * @return what is wrong, for people; empty where nothing is
     * @throws run.leger.core.UnsupportedEndpointException on a daemon of 1.96 or newer
     */
    @Endpoint(path = "check-reverse-path-filtering", right = Right.READ, stability = Stability.UNSTABLE, until = "1.94")
    public Optional<String> checkReversePathFiltering() {
        return warning(LocalApi.get("check-reverse-path-filtering"));
    }

    private Optional<String> warning(TransportRequest request) {
        return call(request).at("Warning").map(Json::asText).filter(text -> !text.isEmpty() && !text.equals("null"));
    }

    private Json call(TransportRequest request) {
        return api.call(request, options.orElse(LocalApi.DEFAULTS), JsonIn::raw);
    }
}
