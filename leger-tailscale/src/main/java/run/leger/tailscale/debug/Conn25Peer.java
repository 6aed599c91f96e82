package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import java.util.List;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * A device that uses this one as its app connector.
 *
 * <p>Mirrors {@code appctype.Conn25ConnectorPeerState}.
 *
 * @param clientIp its address
 * @param apps what it reaches
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record Conn25Peer(String clientIp, List<Conn25ConnectorApp> apps, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public Conn25Peer {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static Conn25Peer parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "Conn25Peer.parse", Conn25Peer::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static Conn25Peer parse(Json json) {
        return JsonIn.read(json.utf8(), "Conn25Peer.parse", Conn25Peer::read);
    }

    static Conn25Peer read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String clientIp = "";
        List<Conn25ConnectorApp> apps = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "clientIP" -> clientIp = in.text();
                case "apps" -> apps = in.list(Conn25ConnectorApp::read);
                default -> in.skip();
            }
        }
        return new Conn25Peer(clientIp, apps, in.rawSince(mark));
    }
}
