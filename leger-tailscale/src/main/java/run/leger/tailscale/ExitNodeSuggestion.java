package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * The exit node that the daemon finds best.
 *
 * <p>Mirrors {@code apitype.ExitNodeSuggestionResponse}.
 *
 * @param id its id
 * @param name its full name with the trailing dot
 * @param location where it stands, or null
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record ExitNodeSuggestion(
        StableNodeId id, String name, @Nullable Location location, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public ExitNodeSuggestion {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static ExitNodeSuggestion parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "ExitNodeSuggestion.parse", ExitNodeSuggestion::read);
    }

    static ExitNodeSuggestion read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        StableNodeId id = StableNodeId.NONE;
        String name = "";
        @Nullable Location location = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "ID" -> id = StableNodeId.read(in);
                case "Name" -> name = in.text();
                case "Location" -> location = in.objectOrNull(Location::read);
                default -> in.skip();
            }
        }
        return new ExitNodeSuggestion(id, name, location, in.rawSince(mark));
    }
}
