package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import java.util.List;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * A part of the daemon that tells or hears events.
 *
 * <p>Mirrors {@code localapi debug-bus-queues}.
 *
 * @param name its name; several may share one
 * @param subscribeDepth how many events wait for it
 * @param subscribeTypes the Go types that it hears
 * @param publishTypes the Go types that it tells
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record EventBusClient(
        String name, long subscribeDepth, List<String> subscribeTypes, List<String> publishTypes, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public EventBusClient {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static EventBusClient parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "EventBusClient.parse", EventBusClient::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static EventBusClient parse(Json json) {
        return JsonIn.read(json.utf8(), "EventBusClient.parse", EventBusClient::read);
    }

    static EventBusClient read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String name = "";
        long subscribeDepth = 0;
        List<String> subscribeTypes = List.of();
        List<String> publishTypes = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "name" -> name = in.text();
                case "subscribeDepth" -> subscribeDepth = in.int64();
                case "subscribeTypes" -> subscribeTypes = in.list(JsonIn::text);
                case "publishTypes" -> publishTypes = in.list(JsonIn::text);
                default -> in.skip();
            }
        }
        return new EventBusClient(name, subscribeDepth, subscribeTypes, publishTypes, in.rawSince(mark));
    }
}
