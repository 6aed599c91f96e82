package run.leger.tailscale;

import run.leger.core.CallOptions;

/** Files sent from device to device. Got from {@link TailscaleClient#taildrop}; safe for use by many threads, and cheap to get. */
public final class Taildrop {
    private final LocalApi api;
    private final CallOptions options;

    Taildrop(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }
}
