package run.leger.tailscale;

import run.leger.core.CallOptions;

/** The daemon as a process: its configuration file, its logs, its end. Got from {@link TailscaleClient#daemon}; safe for use by many threads, and cheap to get. */
public final class Daemon {
    private final LocalApi api;
    private final CallOptions options;

    Daemon(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }
}
