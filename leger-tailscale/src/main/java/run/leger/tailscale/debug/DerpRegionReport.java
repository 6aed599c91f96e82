package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import java.util.List;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * What was found when the relays of a region were tried.
 *
 * <p>Mirrors {@code ipnstate.DebugDERPRegionReport}.
 *
 * @param info what went well, for people
 * @param warnings what is odd, for people
 * @param errors what failed, for people
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record DerpRegionReport(List<String> info, List<String> warnings, List<String> errors, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public DerpRegionReport {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static DerpRegionReport parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "DerpRegionReport.parse", DerpRegionReport::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static DerpRegionReport parse(Json json) {
        return JsonIn.read(json.utf8(), "DerpRegionReport.parse", DerpRegionReport::read);
    }

    static DerpRegionReport read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        List<String> info = List.of();
        List<String> warnings = List.of();
        List<String> errors = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Info" -> info = in.list(JsonIn::text);
                case "Warnings" -> warnings = in.list(JsonIn::text);
                case "Errors" -> errors = in.list(JsonIn::text);
                default -> in.skip();
            }
        }
        return new DerpRegionReport(info, warnings, errors, in.rawSince(mark));
    }
}
