package run.leger.tailscale;

import run.leger.core.CallOptions;

/** Tailnet Lock: node keys that the tailnet's own devices sign. Got from {@link TailscaleClient#tailnetLock}; safe for use by many threads, and cheap to get. */
public final class TailnetLock {
    private final LocalApi api;
    private final CallOptions options;

    TailnetLock(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }
}
