package run.leger.tailscale;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import run.leger.core.CallOptions;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.RequestBody;
import run.leger.core.TransportRequest;
import run.leger.core.internal.JsonOut;
import run.leger.tailscale.daemon.ReloadConfigResult;

/**
 * The daemon as a process: its configuration file, its logs, its end. Got from {@link TailscaleClient#daemon}; safe for use by many threads, and
 * cheap to get.
 */
public final class Daemon {
    private static final CallOptions REPORT =
            CallOptions.deadline(Duration.ofSeconds(60)).withHeaderTimeout(Duration.ofSeconds(60));
    private static final CallOptions RECORDING =
            CallOptions.none().withoutDeadline().withoutIdleTimeout().withHeaderTimeout(Duration.ofSeconds(60));

    private final LocalApi api;
    private final CallOptions options;

    Daemon(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }

    /**
     * Has the daemon read its configuration file again.
     *
     * <p>Right: write. Upstream: not promised. {@code POST reload-config}. Not sent twice.
     *
     * <p>Can break: whatever the file changes.
     *
     * @return whether there is a file; an error in it is told here too
     * @throws MalformedReplyException if the file cannot be read: the daemon then answers with nothing
     */
    @Endpoint(method = "POST", path = "reload-config", right = Right.WRITE, stability = Stability.UNSTABLE)
    public ReloadConfigResult reloadConfig() {
        TransportRequest request = LocalApi.post("reload-config");
        byte[] body = api.body(request, options.orElse(LocalApi.DEFAULTS));
        if (body.length == 0) {
            throw new MalformedReplyException(
                    request.operation() + ": the daemon could not read its configuration file, and does not say why",
                    "look at the file that tailscaled was given by --config, and at tailscaled's log",
                    null);
        }
        return ReloadConfigResult.parse(new String(body, StandardCharsets.UTF_8));
    }

    /**
     * Ends the daemon. A service manager may start it again.
     *
     * <p>Right: write, and a policy of this system that allows it. Upstream: not promised. {@code POST shutdown}. Not sent twice.
     *
     * <p>Can break: every connection through the tailnet.
     *
     * @throws run.leger.core.AccessDeniedException if this user or the policy does not allow it
     */
    @Endpoint(method = "POST", path = "shutdown", right = Right.WRITE, stability = Stability.UNSTABLE)
    public void shutdownTailscaled() {
        api.body(LocalApi.post("shutdown"), options.orElse(LocalApi.DEFAULTS));
    }

    /**
     * Writes a marker into the log that Tailscale's support can find.
     *
     * <p>Right: read. Upstream: stable. {@code POST bugreport}. The deadline is 60 s where none is set.
     *
     * <p>Can break: nothing; with a diagnosis much of what the daemon knows goes into its log, which is uploaded unless logging is off.
     *
     * @param note what to write beside it, for support
     * @param diagnose whether to look at this system and write what is found
     * @return the marker, to be given to support; it begins with {@code BUG-NO-LOGS-NO-SUPPORT-} where logging is off
     */
    @Endpoint(method = "POST", path = "bugreport", right = Right.READ, stability = Stability.STABLE)
    public String bugReport(String note, boolean diagnose) {
        String target = LocalApi.query("bugreport", "note", note, "diagnose", Boolean.toString(diagnose));
        return text(api.body(LocalApi.post(target), options.orElse(REPORT))).trim();
    }

    /**
     * Writes markers around something that goes wrong. Blocks while that runs, which it does on the calling thread, without a deadline.
     *
     * <p>Right: read. Upstream: stable. {@code POST bugreport?record=true}. Not sent twice.
     *
     * <p>Can break: as {@link #bugReport}.
     *
     * @param note what to write beside the markers, for support
     * @param diagnose whether to look at this system and write what is found
     * @param meanwhile shows the problem; what it throws ends the call
     * @return the markers, the first and the last
     */
    @Endpoint(method = "POST", path = "bugreport", right = Right.READ, stability = Stability.STABLE)
    public List<String> recordBugReport(String note, boolean diagnose, Runnable meanwhile) {
        String target =
                LocalApi.query("bugreport", "note", note, "diagnose", Boolean.toString(diagnose), "record", "true");
        // The daemon's second marker is for the end of the request: what happens between is the body, of nothing.
        RequestBody whileOpen = new RequestBody() {
            @Override
            public long length() {
                return -1;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.flush();
                meanwhile.run();
            }
        };
        TransportRequest post = LocalApi.post(target);
        TransportRequest request = new TransportRequest(post.method(), post.target(), post.headers(), whileOpen, false);
        return text(api.body(request, options.orElse(RECORDING))).lines().toList();
    }

    /**
     * Returns what each of the daemon's threads of work does.
     *
     * <p>Right: write. Upstream: for debugging. {@code GET goroutines}.
     *
     * @return text for people who know Go
     */
    @Endpoint(path = "goroutines", right = Right.WRITE, stability = Stability.DEBUG)
    public String goroutines() {
        return text(api.body(LocalApi.get("goroutines"), options.orElse(REPORT)));
    }

    /**
     * Returns a profile of the daemon. Blocks for as long as it is made.
     *
     * <p>Right: write. Upstream: for debugging. {@code GET pprof}. The deadline is a minute after the end of the profile where none is set.
     *
     * <p>Can break: nothing; the daemon is slower while it is made.
     *
     * @param name {@code profile} for the processor, or a name of Go's, such as {@code heap}
     * @param time how long to watch, in whole seconds of at least 1; only some profiles need it
     * @return the profile, in the format of Go's tools
     * @throws IllegalArgumentException if the time is less than a second
     */
    @Endpoint(path = "pprof", right = Right.WRITE, stability = Stability.DEBUG)
    public byte[] pprof(String name, Duration time) {
        if (time.toSeconds() < 1) {
            throw new IllegalArgumentException("a profile takes at least a second: " + time);
        }
        Duration patience = time.plusMinutes(1);
        CallOptions whole =
                CallOptions.deadline(patience).withHeaderTimeout(patience).withIdleTimeout(patience);
        String target = LocalApi.query("pprof", "name", name, "seconds", Long.toString(time.toSeconds()));
        return api.body(LocalApi.get(target), options.orElse(whole));
    }

    /**
     * Follows the daemon's log from now on. Blocks until it is connected; reading blocks until there is a line.
     *
     * <p>Right: write. Upstream: not promised. {@code GET logtap}.
     *
     * @return the lines; close it. No deadline ends it
     */
    @Endpoint(path = "logtap", right = Right.WRITE, stability = Stability.UNSTABLE)
    public DaemonLogs tailDaemonLogs() {
        CallOptions endless = options.orElse(LocalApi.DEFAULTS)
                .withoutDeadline()
                .withoutIdleTimeout()
                .withMaxBodyBytes(Long.MAX_VALUE);
        return new DaemonLogs(api.open(LocalApi.get("logtap"), endless), "GET logtap");
    }

    /**
     * Tells the daemon whether a window of a user's program shows. Has no effect that can be seen.
     *
     * <p>Right: none. Upstream: not promised. {@code POST set-gui-visible}.
     *
     * <p>Can break: nothing.
     *
     * @param visible whether it shows
     * @param sessionId which session, or empty
     */
    @Endpoint(method = "POST", path = "set-gui-visible", right = Right.NONE, stability = Stability.UNSTABLE)
    public void setGuiVisible(boolean visible, String sessionId) {
        post(
                "set-gui-visible",
                JsonOut.object(out -> out.field("IsVisible", visible).field("SessionID", sessionId)));
    }

    /**
     * Tells the daemon, and by it the control server, how this device gets push messages.
     *
     * <p>Right: write. Upstream: not promised. {@code POST set-push-device-token}.
     *
     * <p>Can break: push messages by the token that was set before.
     *
     * @param token what the push service gave
     */
    @Endpoint(method = "POST", path = "set-push-device-token", right = Right.WRITE, stability = Stability.UNSTABLE)
    public void setPushDeviceToken(String token) {
        post("set-push-device-token", JsonOut.object(out -> out.field("PushDeviceToken", token)));
    }

    /**
     * Hands a push message to the daemon.
     *
     * <p>Right: write. Upstream: not promised. {@code POST handle-push-message}. Not sent twice.
     *
     * <p>Can break: whatever the message asks for.
     *
     * @param message a JSON object
     */
    @Endpoint(method = "POST", path = "handle-push-message", right = Right.WRITE, stability = Stability.UNSTABLE)
    public void handlePushMessage(Json message) {
        post("handle-push-message", message.utf8());
    }

    private void post(String endpoint, byte[] json) {
        api.body(LocalApi.of("POST", endpoint, json), options.orElse(LocalApi.DEFAULTS));
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
