package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * All problems that the daemon sees at one moment.
 *
 * <p>Mirrors {@code health.State}.
 *
 * @param warnings the problems by name; none where all is well
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record HealthState(Map<String, UnhealthyState> warnings, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public HealthState {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static HealthState parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "HealthState.parse", HealthState::read);
    }

    static HealthState read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        Map<String, UnhealthyState> warnings = Map.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Warnings" -> warnings = Wire.objects(in, UnhealthyState::read);
                default -> in.skip();
            }
        }
        return new HealthState(warnings, in.rawSince(mark));
    }
}
