package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * Two peers that this device relays between.
 *
 * <p>Mirrors {@code udprelay/status.ServerSession}.
 *
 * @param vni the number of the session
 * @param client1 one peer, or null
 * @param client2 the other, or null
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record PeerRelaySession(
        long vni,
        @Nullable PeerRelayClient client1,
        @Nullable PeerRelayClient client2,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public PeerRelaySession {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static PeerRelaySession parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "PeerRelaySession.parse", PeerRelaySession::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static PeerRelaySession parse(Json json) {
        return JsonIn.read(json.utf8(), "PeerRelaySession.parse", PeerRelaySession::read);
    }

    static PeerRelaySession read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        long vni = 0;
        @Nullable PeerRelayClient client1 = null;
        @Nullable PeerRelayClient client2 = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "VNI" -> vni = in.int64();
                case "Client1" -> client1 = in.objectOrNull(PeerRelayClient::read);
                case "Client2" -> client2 = in.objectOrNull(PeerRelayClient::read);
                default -> in.skip();
            }
        }
        return new PeerRelaySession(vni, client1, client2, in.rawSince(mark));
    }
}
