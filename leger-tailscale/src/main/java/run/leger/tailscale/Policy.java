package run.leger.tailscale;

import run.leger.core.CallOptions;

/** The policy that this system's administrator enforces. Got from {@link TailscaleClient#policy}; safe for use by many threads, and cheap to get. */
public final class Policy {
    private final LocalApi api;
    private final CallOptions options;

    Policy(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }
}
