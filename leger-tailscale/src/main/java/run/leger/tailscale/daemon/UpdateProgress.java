package run.leger.tailscale.daemon;

import java.nio.charset.StandardCharsets;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * One step of an update of the daemon.
 *
 * <p>Mirrors {@code ipnstate.UpdateProgress}.
 *
 * @param status how it stands
 * @param message for people
 * @param version the version that is installed
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record UpdateProgress(UpdateStatus status, String message, String version, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public UpdateProgress {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static UpdateProgress parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "UpdateProgress.parse", UpdateProgress::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static UpdateProgress parse(Json json) {
        return JsonIn.read(json.utf8(), "UpdateProgress.parse", UpdateProgress::read);
    }

    static UpdateProgress read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        UpdateStatus status = UpdateStatus.NONE;
        String message = "";
        String version = "";
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "status" -> status = UpdateStatus.read(in);
                case "message" -> message = in.text();
                case "version" -> version = in.text();
                default -> in.skip();
            }
        }
        return new UpdateProgress(status, message, version, in.rawSince(mark));
    }
}
