package run.leger.tailscale;

import java.time.Duration;
import run.leger.core.CallOptions;

/**
 * The resolver of the tailnet and its settings. Got from {@link TailscaleClient#dns}; safe for use by many threads, and cheap to get.
 *
 * <p>Questions to the resolver are asked by {@link TailscaleClient#queryDns}.
 */
public final class Dns {
    private final LocalApi api;
    private final CallOptions options;

    Dns(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }

    /**
     * Returns the DNS settings that the control plane gives this device: resolvers, split DNS, search domains.
     *
     * <p>Right: read. Upstream: not promised. {@code GET dns-config}. Since daemon 1.98.
     *
     * @return the settings
     * @throws BackendStateException if the daemon has no network map, for that reason
     * @throws run.leger.core.UnsupportedEndpointException if the daemon is older
     */
    @Endpoint(path = "dns-config", right = Right.READ, stability = Stability.UNSTABLE, since = "1.98")
    public DnsConfig dnsConfig() {
        return api.call(LocalApi.get("dns-config"), options.orElse(LocalApi.DEFAULTS), DnsConfig::read);
    }

    /**
     * Returns the resolvers that the system would use without Tailscale.
     *
     * <p>Right: write. Upstream: not promised. {@code GET dns-osconfig}.
     *
     * @return the resolvers
     * @throws run.leger.core.ApiException if the daemon cannot know: on many systems, and always with userspace networking
     */
    @Endpoint(path = "dns-osconfig", right = Right.WRITE, stability = Stability.UNSTABLE)
    public DnsOsConfig dnsOsConfig() {
        return api.call(LocalApi.get("dns-osconfig"), options.orElse(LocalApi.DEFAULTS), DnsOsConfig::read);
    }

    /**
     * Asks the control plane to publish a TXT record, with which a certificate authority is shown that this device has a name. {@link
     * TailscaleClient#certPair} does that by itself.
     *
     * <p>Right: write. Upstream: not promised. {@code POST set-dns}. Not sent twice. The deadline is 40 s where none is set.
     *
     * <p>Can break: a certificate that is being issued for the same name; the control plane allows few of these calls.
     *
     * @param name {@code _acme-challenge.} and one of the names that this device may have certificates for
     * @param value the text of the record
     * @throws run.leger.core.ApiException if the control plane refuses
     */
    @Endpoint(method = "POST", path = "set-dns", right = Right.WRITE, stability = Stability.UNSTABLE)
    public void setDns(String name, String value) {
        api.body(
                LocalApi.post(LocalApi.query("set-dns", "name", name, "value", value)),
                options.orElse(LocalApi.waiting(Duration.ofSeconds(30))));
    }
}
