package run.leger.tailscale;

import run.leger.core.CallOptions;

/** The resolver of the tailnet and its settings. Got from {@link TailscaleClient#dns}; safe for use by many threads, and cheap to get. */
public final class Dns {
    private final LocalApi api;
    private final CallOptions options;

    Dns(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }
}
