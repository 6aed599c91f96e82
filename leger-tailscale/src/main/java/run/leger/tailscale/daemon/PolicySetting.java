package run.leger.tailscale.daemon;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * One setting of a policy.
 *
 * <p>Mirrors {@code setting.RawItem}.
 *
 * @param value a boolean, a text, a number or a list of texts; a duration is a text such as {@code 2h0m0s}; null where there is an error
 * @param error why it cannot be used, or empty
 * @param origin where it comes from, or null
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record PolicySetting(
        @Nullable Json value, String error, @Nullable PolicyOrigin origin, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public PolicySetting {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static PolicySetting parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "PolicySetting.parse", PolicySetting::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static PolicySetting parse(Json json) {
        return JsonIn.read(json.utf8(), "PolicySetting.parse", PolicySetting::read);
    }

    static PolicySetting read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        @Nullable Json value = null;
        String error = "";
        @Nullable PolicyOrigin origin = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Value" -> value = in.isNull() ? null : in.raw();
                case "Error" -> error = in.text();
                case "Origin" -> origin = in.objectOrNull(PolicyOrigin::read);
                default -> in.skip();
            }
        }
        return new PolicySetting(value, error, origin, in.rawSince(mark));
    }
}
