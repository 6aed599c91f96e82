package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import run.leger.core.IpPrefix;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * Capabilities that a rule of the control plane grants.
 *
 * <p>Mirrors {@code tailcfg.CapGrant}.
 *
 * @param dsts on which addresses of this device
 * @param caps the names of capabilities without values
 * @param capMap capabilities by their names, each with its values
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record CapGrant(List<IpPrefix> dsts, List<String> caps, Map<String, List<Json>> capMap, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public CapGrant {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static CapGrant parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "CapGrant.parse", CapGrant::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static CapGrant parse(Json json) {
        return JsonIn.read(json.utf8(), "CapGrant.parse", CapGrant::read);
    }

    static CapGrant read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        List<IpPrefix> dsts = List.of();
        List<String> caps = List.of();
        Map<String, List<Json>> capMap = Map.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Dsts" -> dsts = in.readable(IpPrefix::of);
                case "Caps" -> caps = in.list(JsonIn::text);
                case "CapMap" -> capMap = in.map(values -> values.list(JsonIn::raw));
                default -> in.skip();
            }
        }
        return new CapGrant(dsts, caps, capMap, in.rawSince(mark));
    }
}
