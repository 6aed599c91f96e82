package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import run.leger.core.IpAddress;
import run.leger.core.IpPrefix;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * A node that serves routes and answered.
 *
 * <p>Mirrors {@code net/routecheck.Node}.
 *
 * @param id its numeric id
 * @param name its full name with the trailing dot
 * @param addr the address that was asked, or null
 * @param routes what it routes
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record ReachableRouter(
        NodeId id, String name, @Nullable IpAddress addr, List<IpPrefix> routes, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public ReachableRouter {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static ReachableRouter parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "ReachableRouter.parse", ReachableRouter::read);
    }

    static ReachableRouter read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        NodeId id = NodeId.NONE;
        String name = "";
        @Nullable IpAddress addr = null;
        List<IpPrefix> routes = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "id" -> id = NodeId.read(in);
                case "name" -> name = in.text();
                case "addr" -> addr = Wire.address(in);
                case "routes" -> routes = Wire.prefixes(in);
                default -> in.skip();
            }
        }
        return new ReachableRouter(id, name, addr, routes, in.rawSince(mark));
    }
}
