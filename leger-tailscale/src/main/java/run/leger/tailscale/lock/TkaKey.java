package run.leger.tailscale.lock;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * A key that the tailnet trusts.
 *
 * <p>Mirrors {@code ipnstate.TKAKey}.
 *
 * @param kind the kind of the key, such as {@code 25519}; empty on daemons before 1.94
 * @param key the key
 * @param metadata what was written beside it
 * @param votes its weight
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record TkaKey(String kind, TailnetLockKey key, Map<String, String> metadata, long votes, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public TkaKey {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static TkaKey parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "TkaKey.parse", TkaKey::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static TkaKey parse(Json json) {
        return JsonIn.read(json.utf8(), "TkaKey.parse", TkaKey::read);
    }

    static TkaKey read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String kind = "";
        TailnetLockKey key = TailnetLockKey.NONE;
        Map<String, String> metadata = Map.of();
        long votes = 0;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Kind" -> kind = in.text();
                case "Key" -> key = TailnetLockKey.read(in);
                case "Metadata" -> metadata = in.map(JsonIn::text);
                case "Votes" -> votes = in.int64();
                default -> in.skip();
            }
        }
        return new TkaKey(kind, key, metadata, votes, in.rawSince(mark));
    }
}
