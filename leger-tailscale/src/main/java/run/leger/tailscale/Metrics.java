package run.leger.tailscale;

import run.leger.core.CallOptions;

/** The daemon's counters. Got from {@link TailscaleClient#metrics}; safe for use by many threads, and cheap to get. */
public final class Metrics {
    private final LocalApi api;
    private final CallOptions options;

    Metrics(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }
}
