package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * Ports from one to another.
 *
 * <p>Mirrors {@code tailcfg.PortRange}.
 *
 * @param first the first
 * @param last the last, which belongs to them
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record PortRange(int first, int last, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public PortRange {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static PortRange parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "PortRange.parse", PortRange::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static PortRange parse(Json json) {
        return JsonIn.read(json.utf8(), "PortRange.parse", PortRange::read);
    }

    static final PortRange NONE = new PortRange(0, 0, Json.parse("{}"));

    static PortRange read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        int first = 0;
        int last = 0;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "First" -> first = in.int32();
                case "Last" -> last = in.int32();
                default -> in.skip();
            }
        }
        return new PortRange(first, last, in.rawSince(mark));
    }
}
