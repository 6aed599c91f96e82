package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * How updates are treated.
 *
 * <p>Mirrors {@code ipn.AutoUpdatePrefs}.
 *
 * @param check whether to look for updates
 * @param apply whether to install them, or null for the tailnet's choice
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record AutoUpdatePrefs(boolean check, @Nullable Boolean apply, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public AutoUpdatePrefs {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static AutoUpdatePrefs parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "AutoUpdatePrefs.parse", AutoUpdatePrefs::read);
    }

    static AutoUpdatePrefs read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        boolean check = false;
        @Nullable Boolean apply = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Check" -> check = in.bool();
                case "Apply" -> apply = in.boolOrNull();
                default -> in.skip();
            }
        }
        return new AutoUpdatePrefs(check, apply, in.rawSince(mark));
    }
}
