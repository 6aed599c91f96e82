package run.leger.tailscale.lock;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import run.leger.core.IpAddress;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;
import run.leger.tailscale.NodeId;
import run.leger.tailscale.NodeKey;
import run.leger.tailscale.StableNodeId;

/**
 * A peer, as Tailnet Lock sees it.
 *
 * <p>Mirrors {@code ipnstate.TKAPeer}.
 *
 * @param name the full name with its trailing dot, or empty
 * @param id the numeric id
 * @param stableId the id that survives key rotation
 * @param tailscaleIps its addresses
 * @param nodeKey its node key
 * @param nodeKeySignature the signature; of an unknown kind and empty where there is none; null where the daemon does not tell
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record TkaPeer(
        String name,
        NodeId id,
        StableNodeId stableId,
        List<IpAddress> tailscaleIps,
        NodeKey nodeKey,
        @Nullable NodeKeySignature nodeKeySignature,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public TkaPeer {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static TkaPeer parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "TkaPeer.parse", TkaPeer::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static TkaPeer parse(Json json) {
        return JsonIn.read(json.utf8(), "TkaPeer.parse", TkaPeer::read);
    }

    static TkaPeer read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String name = "";
        NodeId id = NodeId.of(0);
        StableNodeId stableId = StableNodeId.of("");
        List<IpAddress> tailscaleIps = List.of();
        NodeKey nodeKey = NodeKey.of("");
        @Nullable NodeKeySignature nodeKeySignature = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Name" -> name = in.text();
                case "ID" -> id = NodeId.of(in.int64());
                case "StableID" -> stableId = StableNodeId.of(in.text());
                case "TailscaleIPs" -> tailscaleIps = in.readable(IpAddress::new);
                case "NodeKey" -> nodeKey = NodeKey.of(in.text());
                case "NodeKeySignature" -> nodeKeySignature = in.objectOrNull(NodeKeySignature::read);
                default -> in.skip();
            }
        }
        return new TkaPeer(name, id, stableId, tailscaleIps, nodeKey, nodeKeySignature, in.rawSince(mark));
    }
}
