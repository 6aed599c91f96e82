package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * The app connectors that this device uses.
 *
 * <p>Mirrors {@code appctype.Conn25ClientState}.
 *
 * @param apps by app
 * @param ipPoolStats addresses in use and their limits, such as {@code ipv4MagicIPsInUse} and {@code ipv4MagicIPsCapacity}
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record Conn25Client(List<Conn25ClientApp> apps, Map<String, Long> ipPoolStats, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public Conn25Client {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static Conn25Client parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "Conn25Client.parse", Conn25Client::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static Conn25Client parse(Json json) {
        return JsonIn.read(json.utf8(), "Conn25Client.parse", Conn25Client::read);
    }

    static Conn25Client read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        List<Conn25ClientApp> apps = List.of();
        Map<String, Long> ipPoolStats = Map.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "apps" -> apps = in.list(Conn25ClientApp::read);
                case "ipPoolStats" -> ipPoolStats = in.map(JsonIn::int64);
                default -> in.skip();
            }
        }
        return new Conn25Client(apps, ipPoolStats, in.rawSince(mark));
    }
}
