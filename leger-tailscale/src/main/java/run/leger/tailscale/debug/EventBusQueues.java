package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import java.util.List;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * What waits inside the daemon.
 *
 * <p>Mirrors {@code localapi debug-bus-queues}.
 *
 * @param publishQueueDepth how many events wait for their way
 * @param clients who takes part; the longest queue first
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record EventBusQueues(long publishQueueDepth, List<EventBusClient> clients, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public EventBusQueues {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static EventBusQueues parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "EventBusQueues.parse", EventBusQueues::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static EventBusQueues parse(Json json) {
        return JsonIn.read(json.utf8(), "EventBusQueues.parse", EventBusQueues::read);
    }

    static EventBusQueues read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        long publishQueueDepth = 0;
        List<EventBusClient> clients = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "publishQueueDepth" -> publishQueueDepth = in.int64();
                case "clients" -> clients = in.list(EventBusClient::read);
                default -> in.skip();
            }
        }
        return new EventBusQueues(publishQueueDepth, clients, in.rawSince(mark));
    }
}
