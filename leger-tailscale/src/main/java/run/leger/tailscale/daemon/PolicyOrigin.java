package run.leger.tailscale.daemon;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * Where a policy comes from and for what it holds.
 *
 * <p>Mirrors {@code setting.Summary}.
 *
 * @param scope such as {@code Device} or {@code User(7)}
 * @param name its name, or empty
 * @param origin where it comes from, or null
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record PolicyOrigin(
        String scope, String name, @Nullable PolicyOrigin origin, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public PolicyOrigin {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static PolicyOrigin parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "PolicyOrigin.parse", PolicyOrigin::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static PolicyOrigin parse(Json json) {
        return JsonIn.read(json.utf8(), "PolicyOrigin.parse", PolicyOrigin::read);
    }

    static PolicyOrigin read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String scope = "";
        String name = "";
        @Nullable PolicyOrigin origin = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Scope" -> scope = in.text();
                case "Name" -> name = in.text();
                case "Origin" -> origin = in.objectOrNull(PolicyOrigin::read);
                default -> in.skip();
            }
        }
        return new PolicyOrigin(scope, name, origin, in.rawSince(mark));
    }
}
