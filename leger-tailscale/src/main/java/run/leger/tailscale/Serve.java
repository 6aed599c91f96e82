package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import run.leger.core.AccessDeniedException;
import run.leger.core.ApiException;
import run.leger.core.CallOptions;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.PreconditionFailedException;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;
import run.leger.core.internal.JsonIn;
import run.leger.tailscale.serve.FunnelAccess;
import run.leger.tailscale.serve.QueryFeatureResponse;
import run.leger.tailscale.serve.ServeConfig;
import run.leger.tailscale.serve.ServeSnapshot;
import run.leger.tailscale.serve.ServiceDetails;
import run.leger.tailscale.serve.ServiceName;

/**
 * What the daemon serves for this device, to the tailnet and, by Funnel, to the internet. Got from {@link TailscaleClient#serve}; safe for use by
 * many threads, and cheap to get.
 *
 * <pre>{@code
 * HostPort site = HostPort.of(DnsName.of("box.tail1234.ts.net"), 443);
 * ts.serve().editServeConfig(config -> config.withHttps(site, HttpHandler.proxy("http://127.0.0.1:3000")));
 * }</pre>
 */
public final class Serve {
    /** The daemon asks the control server, and waits as long as that does. */
    private static final CallOptions QUERY =
            CallOptions.deadline(Duration.ofSeconds(30)).withHeaderTimeout(Duration.ofSeconds(30));

    /** More than any number of writers that meet by chance; who loses that often has met a loop. */
    private static final int EDIT_TRIES = 20;

    private final LocalApi api;
    private final CallOptions options;

    Serve(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }

    /**
     * Returns what is served, with the tag that guards a change.
     *
     * <p>Right: read. Upstream: not promised. {@code GET serve-config}. Mirrors {@code GetServeConfig}.
     *
     * @return the configuration; the empty one where nothing was ever set, which has a tag too
     * @throws MalformedReplyException if the answer has no tag
     */
    @Endpoint(path = "serve-config", right = Right.READ, stability = Stability.UNSTABLE)
    public ServeSnapshot serveConfig() {
        TransportRequest request = LocalApi.get("serve-config");
        try (TransportResponse response = api.open(request, options.orElse(LocalApi.DEFAULTS))) {
            String etag = response.headers().first("Etag").orElse("");
            Json json = JsonIn.read(response.readAll(), request.operation(), JsonIn::raw);
            if (etag.isEmpty()) {
                // Without it a guarded write would silently be an unguarded one.
                throw new MalformedReplyException(request.operation() + ": the answer has no Etag header", null, null);
            }
            return new ServeSnapshot(ServeConfig.parse(json), etag);
        }
    }

    /**
     * Replaces what is served, if nobody changed it since it was read.
     *
     * <p>Right: write; for files, folders and Unix sockets administrator of this device too. Upstream: not promised. {@code POST serve-config} with
     * {@code If-Match}. Not sent twice. Mirrors {@code SetServeConfig}.
     *
     * <p>Can break: whoever uses what is no longer served; watches of the bus whose foreground part is left out end.
     *
     * @param config everything that is to be served from now on
     * @param etag the tag of the configuration that this one was made from, as {@link #serveConfig} gave it
     * @throws StaleServeConfigException if somebody else changed it meanwhile; nothing was changed then
     * @throws ServeConfigRefusedException if the daemon does not serve things that way
     * @throws LocalAdminRequiredException if only an administrator of this device may
     * @throws BackendStateException if the daemon is not logged in
     * @throws IllegalArgumentException if the tag is empty, which would guard nothing
     */
    @Endpoint(method = "POST", path = "serve-config", right = Right.LOCAL_ADMIN, stability = Stability.UNSTABLE)
    public void setServeConfig(ServeConfig config, String etag) {
        if (etag.isEmpty()) {
            throw new IllegalArgumentException("an empty ETag guards nothing");
        }
        write(config.raw().utf8(), etag);
    }

    /**
     * Replaces what is served, whatever it was. {@link #editServeConfig} changes a part and keeps the rest.
     *
     * <p>Right: write; for files, folders and Unix sockets administrator of this device too. Upstream: not promised. {@code POST serve-config}. Not
     * sent twice.
     *
     * <p>Can break: whoever uses what is no longer served, and what other programs serve here.
     *
     * @param config everything that is to be served from now on
     * @throws ServeConfigRefusedException if the daemon does not serve things that way
     * @throws LocalAdminRequiredException if only an administrator of this device may
     * @throws BackendStateException if the daemon is not logged in
     */
    @Endpoint(method = "POST", path = "serve-config", right = Right.LOCAL_ADMIN, stability = Stability.UNSTABLE)
    public void overwriteServeConfig(ServeConfig config) {
        write(config.raw().utf8(), null);
    }

    /**
     * Changes a part of what is served: reads, changes, and writes if nobody else did meanwhile; else all of that again, at most 20 times.
     *
     * <p>Right: write; for files, folders and Unix sockets administrator of this device too. Upstream: not promised. {@code GET} and {@code POST
     * serve-config}. The deadline holds for each call, not for all together.
     *
     * <p>Can break: whoever uses what is no longer served.
     *
     * @param change is given what is served, and returns what shall be; called once for each try. What it returns unchanged is not written
     * @return what was written
     * @throws StaleServeConfigException if others were faster each time
     * @throws ServeConfigRefusedException if the daemon does not serve things that way
     * @throws LocalAdminRequiredException if only an administrator of this device may
     * @throws BackendStateException if the daemon is not logged in
     */
    @Endpoint(path = "serve-config", right = Right.READ, stability = Stability.UNSTABLE)
    @Endpoint(method = "POST", path = "serve-config", right = Right.LOCAL_ADMIN, stability = Stability.UNSTABLE)
    public ServeConfig editServeConfig(UnaryOperator<ServeConfig> change) {
        for (int attempt = 1; ; attempt++) {
            ServeSnapshot present = serveConfig();
            ServeConfig wanted = Objects.requireNonNull(change.apply(present.config()), "the changed configuration");
            if (wanted.raw().equals(present.config().raw())) {
                return wanted;
            }
            try {
                setServeConfig(wanted, present.etag());
                return wanted;
            } catch (StaleServeConfigException e) {
                if (attempt == EDIT_TRIES) {
                    throw e;
                }
            }
        }
    }

    /**
     * Serves nothing any more. Always allowed, whatever was served.
     *
     * <p>Right: write. Upstream: not promised. {@code POST serve-config}.
     *
     * <p>Can break: whoever uses what is served; watches of the bus that serve in the foreground end.
     */
    @Endpoint(method = "POST", path = "serve-config", right = Right.WRITE, stability = Stability.UNSTABLE)
    public void clearServeConfig() {
        write("null".getBytes(StandardCharsets.UTF_8), null);
    }

    private void write(byte[] json, @Nullable String etag) {
        TransportRequest request = LocalApi.of("POST", "serve-config", json);
        try {
            api.body(etag == null ? request : request.with("If-Match", etag), options.orElse(LocalApi.DEFAULTS));
        } catch (PreconditionFailedException e) {
            throw new StaleServeConfigException(e);
        } catch (AccessDeniedException e) {
            throw e.serverMessage().contains("must be ")
                    ? new LocalAdminRequiredException(
                            e, "run this as root, or as the operator who may also run 'sudo tailscale'")
                    : e;
        } catch (ApiException e) {
            String said = e.serverMessage();
            // Also where the daemon is stopped, which is not why it refuses.
            boolean refused = said.contains("updating config: ") && !said.contains("netMap");
            throw refused ? new ServeConfigRefusedException(e, remedy(said)) : e;
        }
    }

    private @Nullable String remedy(String said) {
        if (said.contains("is already serving")) {
            return "take that port away in a write of its own, then serve it anew";
        }
        if (said.contains("listener already exists")) {
            return "choose another port, or end what serves this one";
        }
        if (said.contains("TUN mode")) {
            return "take the service's ports away in a write of its own, or its TUN mode";
        }
        if (said.contains("shields-up")) {
            return TailscaleCommand.of(api.socket(), "set")
                    .option("--shields-up", "false")
                    .toString();
        }
        return said.contains("config file is locked") ? "change what is served in tailscaled's own config file" : null;
    }

    /**
     * Tells whether this device may open a port to the internet by Funnel, and why not. Nothing is asked of the control server: this is what the
     * network map says.
     *
     * <p>Right: read. Upstream: stable. {@code GET status?peers=false}. Mirrors {@code ipn.CheckFunnelAccess}.
     *
     * @param port the port, 1 to 65535
     * @return yes, or no with a reason and a remedy
     * @throws IllegalArgumentException if the port is none
     */
    @Endpoint(path = "status", right = Right.READ, stability = Stability.STABLE)
    public FunnelAccess checkFunnelAccess(int port) {
        Status status = api.call(LocalApi.get("status?peers=false"), options.orElse(LocalApi.DEFAULTS), Status::read);
        PeerStatus self = status.self();
        return FunnelAccess.of(port, self == null ? Set.of() : self.capMap().keySet());
    }

    /**
     * Asks the control server whether this device may use a feature, and how the user can turn it on.
     *
     * <p>Right: read. Upstream: not promised. {@code POST query-feature}. The control server may take its time: the deadline is 30 s where none is set.
     *
     * @param feature {@code serve} or {@code funnel}
     * @return its answer
     * @throws BackendStateException if the daemon is not connected
     * @throws ApiException if the control server refuses, with its status and its words
     */
    @Endpoint(method = "POST", path = "query-feature", right = Right.READ, stability = Stability.UNSTABLE)
    public QueryFeatureResponse queryFeature(String feature) {
        return api.parsed(
                LocalApi.post(LocalApi.query("query-feature", "feature", feature)),
                options.orElse(QUERY),
                QueryFeatureResponse::parse);
    }

    /**
     * Returns the Tailscale Services of the tailnet that this device can see. What this device itself does for one is in {@link
     * ServeConfig#services}.
     *
     * <p>Right: none. Upstream: not promised. Since daemon 1.98. {@code GET services}. Mirrors {@code GetServices}.
     *
     * @return the services by name; empty where there are none
     * @throws BackendStateException if the daemon is not connected
     */
    @Endpoint(path = "services", right = Right.NONE, stability = Stability.UNSTABLE, since = "1.98")
    public Map<ServiceName, ServiceDetails> services() {
        return api.parsed(LocalApi.get("services"), options.orElse(LocalApi.DEFAULTS), ServiceDetails::parseAll);
    }
}
