package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import run.leger.core.IpAddress;
import run.leger.core.IpPrefix;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * What this device routes as an app connector.
 *
 * <p>Mirrors {@code appctype.RouteInfo}.
 *
 * @param control the routes of the policy
 * @param domains the addresses that were learned, by domain
 * @param wildcards the domains whose subdomains are learned too
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record AppConnectorRoutes(
        List<IpPrefix> control, Map<String, List<IpAddress>> domains, List<String> wildcards, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public AppConnectorRoutes {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static AppConnectorRoutes parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "AppConnectorRoutes.parse", AppConnectorRoutes::read);
    }

    static AppConnectorRoutes read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        List<IpPrefix> control = List.of();
        Map<String, List<IpAddress>> domains = Map.of();
        List<String> wildcards = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Control" -> control = Wire.prefixes(in);
                case "Domains" -> domains = in.map(Wire::addresses);
                case "Wildcards" -> wildcards = in.list(JsonIn::text);
                default -> in.skip();
            }
        }
        return new AppConnectorRoutes(control, domains, wildcards, in.rawSince(mark));
    }
}
