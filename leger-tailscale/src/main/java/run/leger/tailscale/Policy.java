package run.leger.tailscale;

import run.leger.core.CallOptions;
import run.leger.core.TransportRequest;
import run.leger.tailscale.daemon.PolicyScope;
import run.leger.tailscale.daemon.PolicySnapshot;

/**
 * The policy that this system's administrator enforces. Got from {@link TailscaleClient#policy}; safe for use by many threads, and cheap to
 * get.
 */
public final class Policy {
    private final LocalApi api;
    private final CallOptions options;

    Policy(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }

    /**
     * Returns the policy in force.
     *
     * <p>Right: read. Upstream: not promised. {@code GET policy/<scope>}.
     *
     * @param scope for what
     * @return the settings; none where no policy is set
     */
    @Endpoint(path = "policy/[scope]", right = Right.READ, stability = Stability.UNSTABLE)
    public PolicySnapshot effectivePolicy(PolicyScope scope) {
        return call(LocalApi.get("policy/" + scope.wire()));
    }

    /**
     * Has the daemon read the policy anew, and returns it.
     *
     * <p>Right: read. Upstream: not promised. {@code POST policy/<scope>}.
     *
     * <p>Can break: whatever the administrator has forbidden meanwhile stops working.
     *
     * @param scope for what
     * @return the settings; none where no policy is set
     */
    @Endpoint(method = "POST", path = "policy/[scope]", right = Right.READ, stability = Stability.UNSTABLE)
    public PolicySnapshot reloadEffectivePolicy(PolicyScope scope) {
        return call(LocalApi.post("policy/" + scope.wire()));
    }

    private PolicySnapshot call(TransportRequest request) {
        return api.parsed(request, options.orElse(LocalApi.DEFAULTS), PolicySnapshot::parse);
    }
}
