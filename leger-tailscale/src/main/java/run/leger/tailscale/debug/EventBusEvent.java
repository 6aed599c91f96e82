package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import java.util.List;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * An event inside the daemon.
 *
 * <p>Mirrors {@code eventbus.DebugEvent}.
 *
 * @param count its number in this stream, from 0
 * @param type its Go type; empty for what the stream says of itself
 * @param from who told
 * @param to who hears
 * @param event the event as Go writes it; an object with {@code Error} where Go cannot; a text for what the stream says of itself
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record EventBusEvent(long count, String type, String from, List<String> to, Json event, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public EventBusEvent {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static EventBusEvent parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "EventBusEvent.parse", EventBusEvent::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static EventBusEvent parse(Json json) {
        return JsonIn.read(json.utf8(), "EventBusEvent.parse", EventBusEvent::read);
    }

    static EventBusEvent read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        long count = 0;
        String type = "";
        String from = "";
        List<String> to = List.of();
        Json event = Json.parse("null");
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Count" -> count = in.int64();
                case "Type" -> type = in.text();
                case "From" -> from = in.text();
                case "To" -> to = in.list(JsonIn::text);
                case "Event" -> event = in.raw();
                default -> in.skip();
            }
        }
        return new EventBusEvent(count, type, from, to, event, in.rawSince(mark));
    }
}
