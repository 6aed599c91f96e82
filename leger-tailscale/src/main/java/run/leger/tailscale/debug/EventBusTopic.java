package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import java.util.List;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * A kind of event inside the daemon.
 *
 * <p>Mirrors {@code eventbus.DebugTopic}.
 *
 * @param name the Go type, or empty where it has no name
 * @param publisher who tells, or empty
 * @param subscribers who hears
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record EventBusTopic(String name, String publisher, List<String> subscribers, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public EventBusTopic {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static EventBusTopic parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "EventBusTopic.parse", EventBusTopic::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static EventBusTopic parse(Json json) {
        return JsonIn.read(json.utf8(), "EventBusTopic.parse", EventBusTopic::read);
    }

    static EventBusTopic read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String name = "";
        String publisher = "";
        List<String> subscribers = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Name" -> name = in.text();
                case "Publisher" -> publisher = in.text();
                case "Subscribers" -> subscribers = in.list(JsonIn::text);
                default -> in.skip();
            }
        }
        return new EventBusTopic(name, publisher, subscribers, in.rawSince(mark));
    }
}
