package run.leger.tailscale.daemon;

import java.nio.charset.StandardCharsets;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * What became of reading the configuration file again.
 *
 * <p>Mirrors {@code apitype.ReloadConfigResponse}.
 *
 * @param reloaded whether it was read; false where the daemon has none
 * @param err why it could not be used, or empty
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record ReloadConfigResult(boolean reloaded, String err, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public ReloadConfigResult {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static ReloadConfigResult parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "ReloadConfigResult.parse", ReloadConfigResult::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static ReloadConfigResult parse(Json json) {
        return JsonIn.read(json.utf8(), "ReloadConfigResult.parse", ReloadConfigResult::read);
    }

    static ReloadConfigResult read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        boolean reloaded = false;
        String err = "";
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Reloaded" -> reloaded = in.bool();
                case "Err" -> err = in.text();
                default -> in.skip();
            }
        }
        return new ReloadConfigResult(reloaded, err, in.rawSince(mark));
    }
}
