package run.leger.tailscale.serve;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * What a program can do with a port of a Tailscale Service.
 *
 * <p>Mirrors {@code tailcfg.ServiceAction}.
 *
 * @param type how to speak to it: {@code http}, {@code ssh}, {@code postgresql}, {@code tcp} and so on; others may come
 * @param port the TCP port
 * @param displayName a name for showing, or empty
 * @param attributes what else is known, by name
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record ServiceAction(String type, int port, String displayName, Map<String, Json> attributes, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public ServiceAction {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static ServiceAction parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "ServiceAction.parse", ServiceAction::read);
    }

    static ServiceAction read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String type = "";
        int port = 0;
        String displayName = "";
        Map<String, Json> attributes = Map.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Type" -> type = in.text();
                case "Port" -> port = in.int32();
                case "DisplayName" -> displayName = in.text();
                case "Attributes" -> attributes = in.map(JsonIn::raw);
                default -> in.skip();
            }
        }
        return new ServiceAction(type, port, displayName, attributes, in.rawSince(mark));
    }
}
