package run.leger.tailscale.derp;

import java.nio.charset.StandardCharsets;
import java.util.List;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * A place with relay servers.
 *
 * <p>Mirrors {@code tailcfg.DERPRegion}.
 *
 * @param regionId its number
 * @param regionCode its short name, such as {@code fra}
 * @param regionName its name for people, such as {@code Frankfurt}
 * @param latitude degrees, or 0 where it is not said
 * @param longitude degrees, or 0 where it is not said
 * @param avoid whether it is used only where the caller has no other
 * @param noMeasureNoHome whether it is neither measured nor anybody's home
 * @param nodes its servers, in the order in which they are tried
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record DerpRegion(
        long regionId,
        String regionCode,
        String regionName,
        double latitude,
        double longitude,
        boolean avoid,
        boolean noMeasureNoHome,
        List<DerpNode> nodes,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public DerpRegion {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static DerpRegion parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "DerpRegion.parse", DerpRegion::read);
    }

    /**
     * Reads one from JSON, see {@link #parse(String)}.
     *
     * @param json a JSON object
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static DerpRegion parse(Json json) {
        return JsonIn.read(json.utf8(), "DerpRegion.parse", DerpRegion::read);
    }

    static DerpRegion read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        long regionId = 0;
        String regionCode = "";
        String regionName = "";
        double latitude = 0;
        double longitude = 0;
        boolean avoid = false;
        boolean noMeasureNoHome = false;
        List<DerpNode> nodes = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "RegionID" -> regionId = in.int64();
                case "RegionCode" -> regionCode = in.text();
                case "RegionName" -> regionName = in.text();
                case "Latitude" -> latitude = in.number();
                case "Longitude" -> longitude = in.number();
                case "Avoid" -> avoid = in.bool();
                case "NoMeasureNoHome" -> noMeasureNoHome = in.bool();
                case "Nodes" -> nodes = in.list(DerpNode::read);
                default -> in.skip();
            }
        }
        return new DerpRegion(
                regionId,
                regionCode,
                regionName,
                latitude,
                longitude,
                avoid,
                noMeasureNoHome,
                nodes,
                in.rawSince(mark));
    }
}
