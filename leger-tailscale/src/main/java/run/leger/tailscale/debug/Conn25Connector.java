package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import java.util.List;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * This device as an app connector.
 *
 * <p>Mirrors {@code appctype.Conn25ConnectorState}.
 *
 * @param peers who uses it
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record Conn25Connector(List<Conn25Peer> peers, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public Conn25Connector {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static Conn25Connector parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "Conn25Connector.parse", Conn25Connector::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static Conn25Connector parse(Json json) {
        return JsonIn.read(json.utf8(), "Conn25Connector.parse", Conn25Connector::read);
    }

    static Conn25Connector read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        List<Conn25Peer> peers = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "peers" -> peers = in.list(Conn25Peer::read);
                default -> in.skip();
            }
        }
        return new Conn25Connector(peers, in.rawSince(mark));
    }
}
