package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import run.leger.core.IpAddress;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * The DNS settings that the control plane gives this device.
 *
 * <p>Mirrors {@code tailcfg.DNSConfig}.
 *
 * @param resolvers the resolvers for all names; empty where the system's stay in use
 * @param routes split DNS: the resolvers by the suffix they are for; an empty list stands for the daemon itself, see {@link #isLocal}
 * @param fallbackResolvers the resolvers where the system has none and split DNS leaves names over
 * @param domains the search domains
 * @param proxied whether MagicDNS is on
 * @param nameservers the legacy form of the resolvers
 * @param certDomains names that this device may have certificates for
 * @param extraRecords records that the tailnet adds
 * @param exitNodeFilteredSet suffixes that this device, as an exit node, does not resolve for others; one that begins with a dot is for names below it alone
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record DnsConfig(
        List<Resolver> resolvers,
        Map<String, List<Resolver>> routes,
        List<Resolver> fallbackResolvers,
        List<String> domains,
        boolean proxied,
        List<IpAddress> nameservers,
        List<String> certDomains,
        List<DnsRecord> extraRecords,
        List<String> exitNodeFilteredSet,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public DnsConfig {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static DnsConfig parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "DnsConfig.parse", DnsConfig::read);
    }

    /**
     * Tells whether the daemon itself answers for a suffix, from what it knows of the tailnet.
     *
     * @param suffix a suffix of {@code routes}
     * @return true where the suffix is there and no resolver is named for it
     */
    public boolean isLocal(String suffix) {
        List<Resolver> named = routes.get(suffix);
        return named != null && named.isEmpty();
    }

    static DnsConfig read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        List<Resolver> resolvers = List.of();
        Map<String, List<Resolver>> routes = Map.of();
        List<Resolver> fallbackResolvers = List.of();
        List<String> domains = List.of();
        boolean proxied = false;
        List<IpAddress> nameservers = List.of();
        List<String> certDomains = List.of();
        List<DnsRecord> extraRecords = List.of();
        List<String> exitNodeFilteredSet = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Resolvers" -> resolvers = in.list(Resolver::read);
                case "Routes" -> routes = in.map(list -> list.list(Resolver::read));
                case "FallbackResolvers" -> fallbackResolvers = in.list(Resolver::read);
                case "Domains" -> domains = in.list(JsonIn::text);
                case "Proxied" -> proxied = in.bool();
                case "Nameservers" -> nameservers = Wire.addresses(in);
                case "CertDomains" -> certDomains = in.list(JsonIn::text);
                case "ExtraRecords" -> extraRecords = in.list(DnsRecord::read);
                case "ExitNodeFilteredSet" -> exitNodeFilteredSet = in.list(JsonIn::text);
                default -> in.skip();
            }
        }
        return new DnsConfig(
                resolvers,
                routes,
                fallbackResolvers,
                domains,
                proxied,
                nameservers,
                certDomains,
                extraRecords,
                exitNodeFilteredSet,
                in.rawSince(mark));
    }
}
