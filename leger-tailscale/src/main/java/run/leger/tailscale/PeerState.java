package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * How the tunnel to one peer stands. Since daemon 1.102.
 *
 * <p>Mirrors {@code ipn.PeerState}.
 *
 * @param wireGuardState the state of the tunnel
 * @param since since when, or null
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record PeerState(
        WireGuardState wireGuardState, @Nullable Instant since, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public PeerState {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static PeerState parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "PeerState.parse", PeerState::read);
    }

    static PeerState read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        WireGuardState wireGuardState = WireGuardState.NONE;
        @Nullable Instant since = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "PeerWireGuardState" -> wireGuardState = WireGuardState.read(in);
                case "PeerWireGuardStateAt" -> since = in.time();
                default -> in.skip();
            }
        }
        return new PeerState(wireGuardState, since, in.rawSince(mark));
    }
}
