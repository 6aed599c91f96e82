package run.leger.tailscale;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import run.leger.core.CallOptions;
import run.leger.core.Json;
import run.leger.core.internal.JsonIn;
import run.leger.tailscale.daemon.UpdateProgress;

/** Newer versions of the daemon. Got from {@link TailscaleClient#updates}; safe for use by many threads, and cheap to get. */
public final class Updates {
    /** The daemon asks the internet. */
    private static final CallOptions CHECK =
            CallOptions.deadline(Duration.ofSeconds(60)).withHeaderTimeout(Duration.ofSeconds(60));

    private final LocalApi api;
    private final CallOptions options;

    Updates(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }

    /**
     * Asks for the newest version now. The deadline is 60 s where none is set: the daemon asks a server on the internet.
     *
     * <p>Right: none. Upstream: stable. {@code GET update/check}.
     *
     * @return what there is, or empty where the daemon cannot tell
     */
    @Endpoint(path = "update/check", right = Right.NONE, stability = Stability.STABLE)
    public Optional<ClientVersion> checkUpdate() {
        return JsonIn.readOptional(
                api.body(LocalApi.get("update/check"), options.orElse(CHECK)), "GET update/check", ClientVersion::read);
    }

    /**
     * Begins to install the newest version, and returns at once; {@link #progress} tells how it goes.
     *
     * <p>Right: write; none before daemon 1.104. Upstream: not promised. {@code POST update/install}. Not sent twice.
     *
     * <p>Can break: the daemon is replaced and started anew, which cuts every connection through the tailnet for a moment.
     */
    @Endpoint(method = "POST", path = "update/install", right = Right.WRITE, stability = Stability.UNSTABLE)
    public void install() {
        api.body(LocalApi.post("update/install"), options.orElse(LocalApi.DEFAULTS));
    }

    /**
     * Returns how the installation goes that {@link #install} began.
     *
     * <p>Right: none. Upstream: not promised. {@code GET update/progress}.
     *
     * @return the steps so far, the last one last; empty where none was begun
     */
    @Endpoint(path = "update/progress", right = Right.NONE, stability = Stability.UNSTABLE)
    public List<UpdateProgress> progress() {
        List<Json> steps = api.call(
                LocalApi.get("update/progress"), options.orElse(LocalApi.DEFAULTS), in -> in.list(JsonIn::raw));
        return steps.stream().map(UpdateProgress::parse).toList();
    }
}
