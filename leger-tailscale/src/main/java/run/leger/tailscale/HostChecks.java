package run.leger.tailscale;

import run.leger.core.CallOptions;

/** How this system is set up for what the daemon does. Got from {@link TailscaleClient#hostChecks}; safe for use by many threads, and cheap to get. */
public final class HostChecks {
    private final LocalApi api;
    private final CallOptions options;

    HostChecks(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }
}
