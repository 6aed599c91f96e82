package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * The traffic of one peer, in the words of {@link EngineStatus}.
 *
 * <p>Mirrors {@code ipnstate.PeerStatusLite}.
 *
 * @param nodeKey which peer
 * @param txBytes bytes sent to it
 * @param rxBytes bytes received from it
 * @param lastHandshake when the last handshake was, or null for never
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record PeerStatusLite(
        NodeKey nodeKey,
        long txBytes,
        long rxBytes,
        @Nullable Instant lastHandshake,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public PeerStatusLite {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static PeerStatusLite parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "PeerStatusLite.parse", PeerStatusLite::read);
    }

    static PeerStatusLite read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        NodeKey nodeKey = NodeKey.NONE;
        long txBytes = 0;
        long rxBytes = 0;
        @Nullable Instant lastHandshake = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "NodeKey" -> nodeKey = NodeKey.read(in);
                case "TxBytes" -> txBytes = in.int64();
                case "RxBytes" -> rxBytes = in.int64();
                case "LastHandshake" -> lastHandshake = in.time();
                default -> in.skip();
            }
        }
        return new PeerStatusLite(nodeKey, txBytes, rxBytes, lastHandshake, in.rawSince(mark));
    }
}
