package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * What is connected by app connectors now.
 *
 * <p>Mirrors {@code appctype.Conn25ActiveState}.
 *
 * @param configured whether the tailnet has set any up
 * @param client this device as one who uses them, or null
 * @param connector this device as one of them, or null
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record Conn25State(
        boolean configured,
        @Nullable Conn25Client client,
        @Nullable Conn25Connector connector,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public Conn25State {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static Conn25State parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "Conn25State.parse", Conn25State::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static Conn25State parse(Json json) {
        return JsonIn.read(json.utf8(), "Conn25State.parse", Conn25State::read);
    }

    static Conn25State read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        boolean configured = false;
        @Nullable Conn25Client client = null;
        @Nullable Conn25Connector connector = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "configured" -> configured = in.bool();
                case "client" -> client = in.objectOrNull(Conn25Client::read);
                case "connector" -> connector = in.objectOrNull(Conn25Connector::read);
                default -> in.skip();
            }
        }
        return new Conn25State(configured, client, connector, in.rawSince(mark));
    }
}
