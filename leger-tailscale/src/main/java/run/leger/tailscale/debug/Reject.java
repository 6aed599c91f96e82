package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * Connections that were refused for one reason.
 *
 * <p>Mirrors {@code connreject.Event}.
 *
 * @param first when the first was
 * @param last when the last was
 * @param count how many
 * @param direction {@code outgoing} or {@code incoming}
 * @param proto the IP protocol by its number
 * @param src from where
 * @param dst to where
 * @param reason why
 * @param source how it is known: {@code tsmp_recv}, {@code tsmp_sent}, {@code pendopen_timeout}, or empty
 * @param maybeBroken whether the other side may have a fault rather than a rule
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record Reject(
        @Nullable Instant first,
        @Nullable Instant last,
        long count,
        String direction,
        int proto,
        String src,
        String dst,
        RejectReason reason,
        String source,
        boolean maybeBroken,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public Reject {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static Reject parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "Reject.parse", Reject::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static Reject parse(Json json) {
        return JsonIn.read(json.utf8(), "Reject.parse", Reject::read);
    }

    static Reject read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        @Nullable Instant first = null;
        @Nullable Instant last = null;
        long count = 0;
        String direction = "";
        int proto = 0;
        String src = "";
        String dst = "";
        RejectReason reason = RejectReason.NONE;
        String source = "";
        boolean maybeBroken = false;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "First" -> first = in.time();
                case "Last" -> last = in.time();
                case "Count" -> count = in.int64();
                case "Direction" -> direction = in.text();
                case "Proto" -> proto = in.int32();
                case "Src" -> src = in.text();
                case "Dst" -> dst = in.text();
                case "Reason" -> reason = RejectReason.read(in);
                case "Source" -> source = in.text();
                case "MaybeBroken" -> maybeBroken = in.bool();
                default -> in.skip();
            }
        }
        return new Reject(
                first, last, count, direction, proto, src, dst, reason, source, maybeBroken, in.rawSince(mark));
    }
}
