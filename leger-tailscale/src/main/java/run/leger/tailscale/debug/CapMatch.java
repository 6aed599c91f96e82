package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import java.util.List;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * A capability that a rule of the packet filter grants.
 *
 * <p>Mirrors {@code filtertype.CapMatch}.
 *
 * @param dst on which addresses of this device, as {@code 10.0.0.0/8}
 * @param cap its name
 * @param values its values; none where the name says all
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record CapMatch(String dst, String cap, List<Json> values, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public CapMatch {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static CapMatch parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "CapMatch.parse", CapMatch::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static CapMatch parse(Json json) {
        return JsonIn.read(json.utf8(), "CapMatch.parse", CapMatch::read);
    }

    static CapMatch read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String dst = "";
        String cap = "";
        List<Json> values = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Dst" -> dst = in.text();
                case "Cap" -> cap = in.text();
                case "Values" -> values = in.list(JsonIn::raw);
                default -> in.skip();
            }
        }
        return new CapMatch(dst, cap, values, in.rawSince(mark));
    }
}
