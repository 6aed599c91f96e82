package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * Whether the device is an app connector.
 *
 * <p>Mirrors {@code ipn.AppConnectorPrefs}.
 *
 * @param advertise whether it offers to be one
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record AppConnectorPrefs(boolean advertise, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public AppConnectorPrefs {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static AppConnectorPrefs parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "AppConnectorPrefs.parse", AppConnectorPrefs::read);
    }

    static AppConnectorPrefs read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        boolean advertise = false;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Advertise" -> advertise = in.bool();
                default -> in.skip();
            }
        }
        return new AppConnectorPrefs(advertise, in.rawSince(mark));
    }
}
