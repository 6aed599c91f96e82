package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * Who is behind an address: the node, its user, and what the tailnet policy grants them. {@link #capability} reads those grants; what the node can do by
 * itself is asked of {@code node}.
 *
 * <p>Mirrors {@code apitype.WhoIsResponse}.
 *
 * @param node the node; a daemon of today always says it
 * @param userProfile its owner; for a tagged node a synthetic user
 * @param capMap the capabilities that the policy grants this source here, each with its values
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record WhoIs(@Nullable Node node, @Nullable UserProfile userProfile, Map<String, List<Json>> capMap, Json raw)
        implements Capabilities {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public WhoIs {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static WhoIs parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "WhoIs.parse", WhoIs::read);
    }

    static WhoIs read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        @Nullable Node node = null;
        @Nullable UserProfile userProfile = null;
        Map<String, List<Json>> capMap = Map.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Node" -> node = in.objectOrNull(Node::read);
                case "UserProfile" -> userProfile = in.objectOrNull(UserProfile::read);
                case "CapMap" -> capMap = Wire.capabilities(in);
                default -> in.skip();
            }
        }
        return new WhoIs(node, userProfile, capMap, in.rawSince(mark));
    }
}
