package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * A peer that this device relays for.
 *
 * <p>Mirrors {@code udprelay/status.ClientInfo}.
 *
 * @param endpoint from where it comes, as {@code ip:port}; empty until it has shaken hands
 * @param shortDisco the begin of its discovery key
 * @param packetsTx how many packets it sent
 * @param bytesTx how many bytes it sent
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record PeerRelayClient(String endpoint, String shortDisco, long packetsTx, long bytesTx, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public PeerRelayClient {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static PeerRelayClient parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "PeerRelayClient.parse", PeerRelayClient::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static PeerRelayClient parse(Json json) {
        return JsonIn.read(json.utf8(), "PeerRelayClient.parse", PeerRelayClient::read);
    }

    static PeerRelayClient read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String endpoint = "";
        String shortDisco = "";
        long packetsTx = 0;
        long bytesTx = 0;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Endpoint" -> endpoint = in.text();
                case "ShortDisco" -> shortDisco = in.text();
                case "PacketsTx" -> packetsTx = in.int64();
                case "BytesTx" -> bytesTx = in.int64();
                default -> in.skip();
            }
        }
        return new PeerRelayClient(endpoint, shortDisco, packetsTx, bytesTx, in.rawSince(mark));
    }
}
