package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.util.List;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * The resolvers that the system would use without Tailscale.
 *
 * <p>Mirrors {@code apitype.DNSOSConfig}.
 *
 * @param nameservers their addresses
 * @param searchDomains what is appended to short names
 * @param matchDomains the only names that these resolvers are for; empty for all
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record DnsOsConfig(List<String> nameservers, List<String> searchDomains, List<String> matchDomains, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public DnsOsConfig {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static DnsOsConfig parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "DnsOsConfig.parse", DnsOsConfig::read);
    }

    static DnsOsConfig read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        List<String> nameservers = List.of();
        List<String> searchDomains = List.of();
        List<String> matchDomains = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Nameservers" -> nameservers = in.list(JsonIn::text);
                case "SearchDomains" -> searchDomains = in.list(JsonIn::text);
                case "MatchDomains" -> matchDomains = in.list(JsonIn::text);
                default -> in.skip();
            }
        }
        return new DnsOsConfig(nameservers, searchDomains, matchDomains, in.rawSince(mark));
    }
}
