package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * What the daemon was built with.
 *
 * <p>Mirrors {@code apitype.OptionalFeatures}.
 *
 * @param features the features by name; true for one that is there
 * @param disabled features that are there and turned off; since daemon 1.104
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record OptionalFeatures(Map<String, Boolean> features, List<String> disabled, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public OptionalFeatures {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static OptionalFeatures parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "OptionalFeatures.parse", OptionalFeatures::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static OptionalFeatures parse(Json json) {
        return JsonIn.read(json.utf8(), "OptionalFeatures.parse", OptionalFeatures::read);
    }

    static OptionalFeatures read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        Map<String, Boolean> features = Map.of();
        List<String> disabled = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Features" -> features = in.map(JsonIn::bool);
                case "Disabled" -> disabled = in.list(JsonIn::text);
                default -> in.skip();
            }
        }
        return new OptionalFeatures(features, disabled, in.rawSince(mark));
    }
}
