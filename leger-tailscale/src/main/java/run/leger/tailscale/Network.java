package run.leger.tailscale;

import run.leger.core.CallOptions;

/** What the network map says beside the status: relays, services, routes, users. Got from {@link TailscaleClient#network}; safe for use by many threads, and cheap to get. */
public final class Network {
    private final LocalApi api;
    private final CallOptions options;

    Network(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }
}
