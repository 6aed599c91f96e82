package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * A narrow change of one peer: what is null or none stays as it was.
 *
 * <p>Mirrors {@code tailcfg.PeerChange}.
 *
 * @param nodeId which peer
 * @param derpRegion its new home relay region, or 0
 * @param cap the new capability version of its client, or 0
 * @param capMap all its capabilities from now on, or null
 * @param endpoints all its endpoints from now on, as {@code ip:port}, or null
 * @param key its new node key, or none
 * @param keySignature its new Tailnet Lock signature in base64, or empty
 * @param discoKey its new discovery key, or empty
 * @param online whether it is online now, or null
 * @param lastSeen when it was last seen, or null
 * @param keyExpiry when its key expires from now on, or null
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record PeerChange(
        NodeId nodeId,
        long derpRegion,
        int cap,
        @Nullable Map<String, List<Json>> capMap,
        @Nullable List<String> endpoints,
        NodeKey key,
        String keySignature,
        String discoKey,
        @Nullable Boolean online,
        @Nullable Instant lastSeen,
        @Nullable Instant keyExpiry,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public PeerChange {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static PeerChange parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "PeerChange.parse", PeerChange::read);
    }

    static PeerChange read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        NodeId nodeId = NodeId.NONE;
        long derpRegion = 0;
        int cap = 0;
        @Nullable Map<String, List<Json>> capMap = null;
        @Nullable List<String> endpoints = null;
        NodeKey key = NodeKey.NONE;
        String keySignature = "";
        String discoKey = "";
        @Nullable Boolean online = null;
        @Nullable Instant lastSeen = null;
        @Nullable Instant keyExpiry = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "NodeID" -> nodeId = NodeId.read(in);
                case "DERPRegion" -> derpRegion = in.int64();
                case "Cap" -> cap = in.int32();
                case "CapMap" -> capMap = in.isNull() ? null : Wire.capabilities(in);
                case "Endpoints" -> endpoints = in.isNull() ? null : in.list(JsonIn::text);
                case "Key" -> key = NodeKey.read(in);
                case "KeySignature" -> keySignature = in.text();
                case "DiscoKey" -> discoKey = in.text();
                case "Online" -> online = in.boolOrNull();
                case "LastSeen" -> lastSeen = in.time();
                case "KeyExpiry" -> keyExpiry = in.time();
                default -> in.skip();
            }
        }
        return new PeerChange(
                nodeId,
                derpRegion,
                cap,
                capMap,
                endpoints,
                key,
                keySignature,
                discoKey,
                online,
                lastSeen,
                keyExpiry,
                in.rawSince(mark));
    }
}
