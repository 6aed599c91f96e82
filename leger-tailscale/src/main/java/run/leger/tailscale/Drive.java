package run.leger.tailscale;

import run.leger.core.CallOptions;

/** Folders shared with the tailnet. Got from {@link TailscaleClient#drive}; safe for use by many threads, and cheap to get. */
public final class Drive {
    private final LocalApi api;
    private final CallOptions options;

    Drive(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }
}
