package run.leger.tailscale.daemon;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * The settings that an administrator of this system enforces.
 *
 * <p>Mirrors {@code setting.Snapshot}.
 *
 * @param summary for what it holds, or null for a snapshot of nothing
 * @param settings the settings by name; empty where there are none
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record PolicySnapshot(@Nullable PolicyOrigin summary, Map<String, PolicySetting> settings, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public PolicySnapshot {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static PolicySnapshot parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "PolicySnapshot.parse", PolicySnapshot::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static PolicySnapshot parse(Json json) {
        return JsonIn.read(json.utf8(), "PolicySnapshot.parse", PolicySnapshot::read);
    }

    static PolicySnapshot read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        @Nullable PolicyOrigin summary = null;
        Map<String, PolicySetting> settings = Map.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Summary" -> summary = in.objectOrNull(PolicyOrigin::read);
                case "Settings" -> settings = in.map(PolicySetting::read);
                default -> in.skip();
            }
        }
        return new PolicySnapshot(summary, settings, in.rawSince(mark));
    }
}
