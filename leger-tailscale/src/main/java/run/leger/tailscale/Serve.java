package run.leger.tailscale;

import run.leger.core.CallOptions;

/** What the daemon serves for this device, to the tailnet and, by Funnel, to the internet. Got from {@link TailscaleClient#serve}; safe for use by many threads, and cheap to get. */
public final class Serve {
    private final LocalApi api;
    private final CallOptions options;

    Serve(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }
}
