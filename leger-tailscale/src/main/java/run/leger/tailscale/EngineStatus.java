package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * The traffic of the whole device.
 *
 * <p>Mirrors {@code ipn.EngineStatus}.
 *
 * @param rBytes bytes received
 * @param wBytes bytes sent
 * @param numLive how many peers there was traffic with lately
 * @param liveDerps how many relays are connected
 * @param livePeers the peers of {@code numLive}, by node key
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record EngineStatus(
        long rBytes, long wBytes, int numLive, int liveDerps, Map<NodeKey, PeerStatusLite> livePeers, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public EngineStatus {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static EngineStatus parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "EngineStatus.parse", EngineStatus::read);
    }

    static EngineStatus read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        long rBytes = 0;
        long wBytes = 0;
        int numLive = 0;
        int liveDerps = 0;
        Map<NodeKey, PeerStatusLite> livePeers = Map.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "RBytes" -> rBytes = in.int64();
                case "WBytes" -> wBytes = in.int64();
                case "NumLive" -> numLive = in.int32();
                case "LiveDERPs" -> liveDerps = in.int32();
                case "LivePeers" -> livePeers = Wire.livePeers(in);
                default -> in.skip();
            }
        }
        return new EngineStatus(rBytes, wBytes, numLive, liveDerps, livePeers, in.rawSince(mark));
    }
}
