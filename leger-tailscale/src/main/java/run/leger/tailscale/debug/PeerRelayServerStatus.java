package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * How this device relays for its peers.
 *
 * <p>Mirrors {@code udprelay/status.ServerStatus}.
 *
 * @param udpPort the port; 0 for any; null where it is no relay
 * @param sessions who is relayed
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record PeerRelayServerStatus(@Nullable Integer udpPort, List<PeerRelaySession> sessions, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public PeerRelayServerStatus {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static PeerRelayServerStatus parse(String json) {
        return JsonIn.read(
                json.getBytes(StandardCharsets.UTF_8), "PeerRelayServerStatus.parse", PeerRelayServerStatus::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static PeerRelayServerStatus parse(Json json) {
        return JsonIn.read(json.utf8(), "PeerRelayServerStatus.parse", PeerRelayServerStatus::read);
    }

    static PeerRelayServerStatus read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        @Nullable Integer udpPort = null;
        List<PeerRelaySession> sessions = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "UDPPort" -> udpPort = in.isNull() ? null : (Integer) in.int32();
                case "Sessions" -> sessions = in.list(PeerRelaySession::read);
                default -> in.skip();
            }
        }
        return new PeerRelayServerStatus(udpPort, sessions, in.rawSince(mark));
    }
}
