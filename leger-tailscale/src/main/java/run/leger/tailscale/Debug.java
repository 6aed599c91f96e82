package run.leger.tailscale;

import run.leger.core.CallOptions;

/** What upstream made for debugging. Got from {@link TailscaleClient#debug}; safe for use by many threads, and cheap to get. */
public final class Debug {
    private final LocalApi api;
    private final CallOptions options;

    Debug(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }
}
