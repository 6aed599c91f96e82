package run.leger.tailscale;

import run.leger.core.CallOptions;

/** Logging in and out. Got from {@link TailscaleClient#login}; safe for use by many threads, and cheap to get. */
public final class Login {
    private final LocalApi api;
    private final CallOptions options;

    Login(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }
}
