package run.leger.tailscale;

import run.leger.core.CallOptions;

/** Exit nodes: which there are, which is suggested, which is used. Got from {@link TailscaleClient#exitNodes}; safe for use by many threads, and cheap to get. */
public final class ExitNodes {
    private final LocalApi api;
    private final CallOptions options;

    ExitNodes(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }
}
