package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import java.util.List;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * Which connections were refused of late.
 *
 * <p>Mirrors {@code ipn.RejectsReport}.
 *
 * @param enabled whether the daemon watches for them
 * @param outgoing of this device to others
 * @param incoming of others to this device
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record RejectsReport(boolean enabled, List<Reject> outgoing, List<Reject> incoming, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public RejectsReport {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static RejectsReport parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "RejectsReport.parse", RejectsReport::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static RejectsReport parse(Json json) {
        return JsonIn.read(json.utf8(), "RejectsReport.parse", RejectsReport::read);
    }

    static RejectsReport read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        boolean enabled = false;
        List<Reject> outgoing = List.of();
        List<Reject> incoming = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Enabled" -> enabled = in.bool();
                case "Outgoing" -> outgoing = in.list(Reject::read);
                case "Incoming" -> incoming = in.list(Reject::read);
                default -> in.skip();
            }
        }
        return new RejectsReport(enabled, outgoing, incoming, in.rawSince(mark));
    }
}
