package run.leger.tailscale;

import run.leger.core.CallOptions;

/** The accounts that this device knows, and what is kept with each. Got from {@link TailscaleClient#profiles}; safe for use by many threads, and cheap to get. */
public final class Profiles {
    private final LocalApi api;
    private final CallOptions options;

    Profiles(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }
}
