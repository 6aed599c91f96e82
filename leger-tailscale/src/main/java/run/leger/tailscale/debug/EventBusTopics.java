package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import java.util.List;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * Who tells whom inside the daemon.
 *
 * <p>Mirrors {@code eventbus.DebugTopics}.
 *
 * @param topics what there is to tell
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record EventBusTopics(List<EventBusTopic> topics, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public EventBusTopics {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static EventBusTopics parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "EventBusTopics.parse", EventBusTopics::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static EventBusTopics parse(Json json) {
        return JsonIn.read(json.utf8(), "EventBusTopics.parse", EventBusTopics::read);
    }

    static EventBusTopics read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        List<EventBusTopic> topics = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Topics" -> topics = in.list(EventBusTopic::read);
                default -> in.skip();
            }
        }
        return new EventBusTopics(topics, in.rawSince(mark));
    }
}
