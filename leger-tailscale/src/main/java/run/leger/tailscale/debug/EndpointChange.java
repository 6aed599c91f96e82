package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * How the way to a peer changed.
 *
 * <p>Mirrors {@code magicsock.EndpointChange}.
 *
 * @param when when
 * @param what what happened, in words of the source code
 * @param from as it was, or null
 * @param to as it is, or null
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record EndpointChange(
        @Nullable Instant when,
        String what,
        @Nullable Json from,
        @Nullable Json to,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public EndpointChange {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static EndpointChange parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "EndpointChange.parse", EndpointChange::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static EndpointChange parse(Json json) {
        return JsonIn.read(json.utf8(), "EndpointChange.parse", EndpointChange::read);
    }

    static EndpointChange read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        @Nullable Instant when = null;
        String what = "";
        @Nullable Json from = null;
        @Nullable Json to = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "When" -> when = in.time();
                case "What" -> what = in.text();
                case "From" -> from = in.isNull() ? null : in.raw();
                case "To" -> to = in.isNull() ? null : in.raw();
                default -> in.skip();
            }
        }
        return new EndpointChange(when, what, from, to, in.rawSince(mark));
    }
}
