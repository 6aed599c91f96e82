package run.leger.tailscale.derp;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * The relays of the tailnet.
 *
 * <p>Mirrors {@code tailcfg.DERPMap}.
 *
 * @param homeParams how the home region is chosen, or null
 * @param regions the regions by their number, in the daemon's order
 * @param omitDefaultRegions whether the relays of Tailscale itself are left out
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record DerpMap(
        @Nullable DerpHomeParams homeParams, Map<Long, DerpRegion> regions, boolean omitDefaultRegions, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public DerpMap {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static DerpMap parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "DerpMap.parse", DerpMap::read);
    }

    /**
     * Reads one from JSON, see {@link #parse(String)}.
     *
     * @param json a JSON object
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static DerpMap parse(Json json) {
        return JsonIn.read(json.utf8(), "DerpMap.parse", DerpMap::read);
    }

    private static Map<Long, DerpRegion> regions(JsonIn in) {
        if (in.isNull()) {
            return Map.of();
        }
        Map<Long, DerpRegion> regions = new LinkedHashMap<>();
        in.beginObject();
        for (String number = in.field(); number != null; number = in.field()) {
            // A region of null is one that the control plane took away.
            DerpRegion region = in.objectOrNull(DerpRegion::read);
            if (region != null) {
                regions.put(region.regionId(), region);
            }
        }
        return Collections.unmodifiableMap(regions);
    }

    static DerpMap read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        @Nullable DerpHomeParams homeParams = null;
        Map<Long, DerpRegion> regions = Map.of();
        boolean omitDefaultRegions = false;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "HomeParams" -> homeParams = in.objectOrNull(DerpHomeParams::read);
                case "Regions" -> regions = regions(in);
                case "omitDefaultRegions" -> omitDefaultRegions = in.bool();
                default -> in.skip();
            }
        }
        return new DerpMap(homeParams, regions, omitDefaultRegions, in.rawSince(mark));
    }
}
