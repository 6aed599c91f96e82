package run.leger.tailscale;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import run.leger.core.CallInterruptedException;
import run.leger.core.CallOptions;

/** Logging in and out. Got from {@link TailscaleClient#login}; safe for use by many threads, and cheap to get. */
public final class Login {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final CallOptions START = CallOptions.deadline(Duration.ofSeconds(30));

    private final LocalApi api;
    private final CallOptions options;

    Login(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }

    /**
     * Has the daemon start its work: with a key it logs in by itself, without one {@link #startLoginInteractive} comes next. Returns before the
     * device is connected.
     *
     * <p>Right: write. Upstream: not promised. {@code POST start}, after {@code GET prefs}; with a key for a device that never logged in, {@code POST
     * login-interactive} after it, as {@code tailscale up} does. Not sent twice.
     *
     * <p>Can break: a device that is connected is cut off until it is again; with another control server it leaves its tailnet.
     *
     * @param start how
     * @throws run.leger.core.BadRequestException if the settings are refused; they are as before then
     */
    @Endpoint(method = "POST", path = "start", right = Right.WRITE, stability = Stability.UNSTABLE)
    public void start(StartOptions start) {
        Prefs before = api.call(LocalApi.get("prefs"), options.orElse(LocalApi.DEFAULTS), Prefs::read);
        boolean first = start.hasKey() && !status().haveNodeKey();
        byte[] json = start.toJson(before.raw());
        try {
            api.body(LocalApi.of("POST", "start", json), options.orElse(START));
        } finally {
            Arrays.fill(json, (byte) 0);
        }
        if (first) {
            startLoginInteractive();
        }
    }

    private Status status() {
        return api.call(LocalApi.get("status?peers=false"), options.orElse(LocalApi.DEFAULTS), Status::read);
    }

    /**
     * Asks the control server for an address at which a person logs this device in. Returns at once; the address comes over the bus and in {@link
     * Status#authUrl}. A second call brings the same address again, as long as it is valid.
     *
     * <p>Right: write. Upstream: stable. {@code POST login-interactive}. Not sent twice.
     *
     * <p>Can break: nothing; a device that is logged in stays so until somebody logs in as another.
     */
    @Endpoint(method = "POST", path = "login-interactive", right = Right.WRITE, stability = Stability.STABLE)
    public void startLoginInteractive() {
        api.body(LocalApi.post("login-interactive"), options.orElse(LocalApi.DEFAULTS));
    }

    /**
     * Asks for a login as {@link #startLoginInteractive} does, and waits for the address to show. Does not wait for the person.
     *
     * <p>Right: write. {@code POST login-interactive}, then {@code GET status?peers=false}.
     *
     * <p>Can break: as {@link #startLoginInteractive}.
     *
     * @param patience how long to wait for the address
     * @return the address, to be opened by a person; empty where the control server gave none in that time
     * @throws run.leger.core.MalformedReplyException if what the daemon gives is not the address of a web page
     */
    @Endpoint(method = "POST", path = "login-interactive", right = Right.WRITE, stability = Stability.STABLE)
    public Optional<URI> interactive(Duration patience) {
        startLoginInteractive();
        long begun = System.nanoTime();
        Optional<URI> address = authUrl();
        while (address.isEmpty() && System.nanoTime() - begun < patience.toNanos()) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new CallInterruptedException("interrupted while waiting for the address of a login", null, null);
            }
            address = authUrl();
        }
        return address;
    }

    /**
     * Returns the address at which a login waits.
     *
     * <p>Right: read. {@code GET status?peers=false}.
     *
     * @return the address, to be opened by a person; empty where none waits
     * @throws run.leger.core.MalformedReplyException if what the daemon gives is not the address of a web page
     */
    @Endpoint(path = "status", right = Right.READ, stability = Stability.STABLE)
    public Optional<URI> authUrl() {
        String url = status().authUrl();
        return url.isEmpty() ? Optional.empty() : Optional.of(WebAddress.of(url));
    }

    /**
     * Logs out and forgets the account in use. A device that is logged out already is no error.
     *
     * <p>Right: write. Upstream: not promised. {@code POST logout}.
     *
     * <p>Can break: every connection through the tailnet; somebody has to log in again, with the options that were given to {@code up}.
     */
    @Endpoint(method = "POST", path = "logout", right = Right.WRITE, stability = Stability.UNSTABLE)
    public void logout() {
        api.body(LocalApi.post("logout"), options.orElse(START));
    }

    /**
     * Forgets the logins of all accounts on this device.
     *
     * <p>Right: write. Upstream: not promised. {@code POST reset-auth}.
     *
     * <p>Can break: every connection through the tailnet; each account has to log in again.
     */
    @Endpoint(method = "POST", path = "reset-auth", right = Right.WRITE, stability = Stability.UNSTABLE)
    public void resetAuth() {
        api.body(LocalApi.post("reset-auth"), options.orElse(START));
    }

    /**
     * Has the device's key expire earlier than it would. It cannot be moved to later.
     *
     * <p>Right: write. Upstream: for debugging. {@code POST set-expiry-sooner}.
     *
     * <p>Can break: from that time on every connection through the tailnet, until somebody logs in again.
     *
     * @param expiry when
     */
    @Endpoint(method = "POST", path = "set-expiry-sooner", right = Right.WRITE, stability = Stability.DEBUG)
    public void setExpirySooner(Instant expiry) {
        api.body(
                LocalApi.post(LocalApi.query("set-expiry-sooner", "expiry", Long.toString(expiry.getEpochSecond()))),
                options.orElse(LocalApi.DEFAULTS));
    }

    /**
     * Cuts the connection to the control server, so that another device takes over what this one routes. The daemon connects again when it is
     * next started or changed.
     *
     * <p>Right: write. Upstream: stable. {@code POST disconnect-control}.
     *
     * <p>Can break: routes move to other devices; this one learns nothing new of the tailnet.
     */
    @Endpoint(method = "POST", path = "disconnect-control", right = Right.WRITE, stability = Stability.STABLE)
    public void disconnectControl() {
        api.body(LocalApi.post("disconnect-control"), options.orElse(LocalApi.DEFAULTS));
    }
}
