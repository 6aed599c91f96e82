package run.leger.tailscale.derp;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * How the home region is chosen.
 *
 * <p>Mirrors {@code tailcfg.DERPHomeParams}.
 *
 * @param regionScore factors by which the latency of a region is multiplied, by its number; below 1 is preferred
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record DerpHomeParams(Map<String, Double> regionScore, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public DerpHomeParams {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static DerpHomeParams parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "DerpHomeParams.parse", DerpHomeParams::read);
    }

    /**
     * Reads one from JSON, see {@link #parse(String)}.
     *
     * @param json a JSON object
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static DerpHomeParams parse(Json json) {
        return JsonIn.read(json.utf8(), "DerpHomeParams.parse", DerpHomeParams::read);
    }

    static DerpHomeParams read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        Map<String, Double> regionScore = Map.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "RegionScore" -> regionScore = in.map(JsonIn::number);
                default -> in.skip();
            }
        }
        return new DerpHomeParams(regionScore, in.rawSince(mark));
    }
}
