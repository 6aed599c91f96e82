package run.leger.tailscale.lock;

import java.nio.charset.StandardCharsets;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * A change that was made to Tailnet Lock.
 *
 * <p>Mirrors {@code ipnstate.TailnetLockUpdate}.
 *
 * @param hash its hash
 * @param change what was changed
 * @param aum the whole change: CBOR in base64
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record TailnetLockUpdate(AumHash hash, AumKind change, String aum, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public TailnetLockUpdate {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static TailnetLockUpdate parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "TailnetLockUpdate.parse", TailnetLockUpdate::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static TailnetLockUpdate parse(Json json) {
        return JsonIn.read(json.utf8(), "TailnetLockUpdate.parse", TailnetLockUpdate::read);
    }

    static TailnetLockUpdate read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        AumHash hash = AumHash.NONE;
        AumKind change = AumKind.NONE;
        String aum = "";
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Hash" -> hash = AumHash.read(in);
                case "Change" -> change = AumKind.read(in);
                case "Raw" -> aum = in.text();
                default -> in.skip();
            }
        }
        return new TailnetLockUpdate(hash, change, aum, in.rawSince(mark));
    }
}
