package run.leger.tailscale;

import run.leger.core.CallOptions;

/** Newer versions of the daemon. Got from {@link TailscaleClient#updates}; safe for use by many threads, and cheap to get. */
public final class Updates {
    private final LocalApi api;
    private final CallOptions options;

    Updates(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }
}
