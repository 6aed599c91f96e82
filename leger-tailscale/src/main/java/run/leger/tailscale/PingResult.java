package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * How a ping went. A ping that failed is a result too: look at {@code err}.
 *
 * <p>Mirrors {@code ipnstate.PingResult}.
 *
 * @param ip the address that was asked for
 * @param nodeIp the address of the node, or empty on failure
 * @param nodeName its name
 * @param err what went wrong, or empty on success
 * @param latencySeconds the time it took, in seconds
 * @param endpoint the direct address, for {@code disco}, or empty
 * @param peerRelay the peer relay on the way, or empty
 * @param derpRegionId the relay region on the way, or 0
 * @param derpRegionCode its code, or empty
 * @param peerApiPort the port of the peer API, for {@code TSMP}, or 0
 * @param peerApiUrl where the peer API is, for {@code peerapi}, or empty
 * @param isLocalIp whether the address is this device's own
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record PingResult(
        String ip,
        String nodeIp,
        String nodeName,
        String err,
        double latencySeconds,
        String endpoint,
        String peerRelay,
        long derpRegionId,
        String derpRegionCode,
        int peerApiPort,
        String peerApiUrl,
        boolean isLocalIp,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public PingResult {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static PingResult parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "PingResult.parse", PingResult::read);
    }

    /**
     * Tells whether the other side answered.
     *
     * @return true where {@code err} is empty
     */
    public boolean ok() {
        return err.isEmpty();
    }

    static PingResult read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String ip = "";
        String nodeIp = "";
        String nodeName = "";
        String err = "";
        double latencySeconds = 0;
        String endpoint = "";
        String peerRelay = "";
        long derpRegionId = 0;
        String derpRegionCode = "";
        int peerApiPort = 0;
        String peerApiUrl = "";
        boolean isLocalIp = false;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "IP" -> ip = in.text();
                case "NodeIP" -> nodeIp = in.text();
                case "NodeName" -> nodeName = in.text();
                case "Err" -> err = in.text();
                case "LatencySeconds" -> latencySeconds = in.number();
                case "Endpoint" -> endpoint = in.text();
                case "PeerRelay" -> peerRelay = in.text();
                case "DERPRegionID" -> derpRegionId = in.int64();
                case "DERPRegionCode" -> derpRegionCode = in.text();
                case "PeerAPIPort" -> peerApiPort = in.int32();
                case "PeerAPIURL" -> peerApiUrl = in.text();
                case "IsLocalIP" -> isLocalIp = in.bool();
                default -> in.skip();
            }
        }
        return new PingResult(
                ip,
                nodeIp,
                nodeName,
                err,
                latencySeconds,
                endpoint,
                peerRelay,
                derpRegionId,
                derpRegionCode,
                peerApiPort,
                peerApiUrl,
                isLocalIp,
                in.rawSince(mark));
    }
}
