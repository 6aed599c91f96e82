package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * A service that a node announces.
 *
 * <p>Mirrors {@code tailcfg.Service}.
 *
 * @param proto {@code tcp}, {@code udp}, {@code peerapi4}, {@code peerapi6} or {@code peerapi-dns-proxy}
 * @param port the port
 * @param description what it is, or empty
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record HostService(String proto, int port, String description, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public HostService {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static HostService parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "HostService.parse", HostService::read);
    }

    static HostService read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String proto = "";
        int port = 0;
        String description = "";
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Proto" -> proto = in.text();
                case "Port" -> port = in.int32();
                case "Description" -> description = in.text();
                default -> in.skip();
            }
        }
        return new HostService(proto, port, description, in.rawSince(mark));
    }
}
