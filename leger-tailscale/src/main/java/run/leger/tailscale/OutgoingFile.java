package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * A file that is being sent by Taildrop.
 *
 * <p>Mirrors {@code ipn.OutgoingFile}.
 *
 * @param id the id of this transfer
 * @param peerId who gets it
 * @param name its base name
 * @param started when it began
 * @param declaredSize its size in bytes, or -1 where that is unknown
 * @param sent how many bytes went out
 * @param finished whether the transfer is over
 * @param succeeded whether it is over and went well
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record OutgoingFile(
        String id,
        StableNodeId peerId,
        String name,
        @Nullable Instant started,
        long declaredSize,
        long sent,
        boolean finished,
        boolean succeeded,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public OutgoingFile {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static OutgoingFile parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "OutgoingFile.parse", OutgoingFile::read);
    }

    static OutgoingFile read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String id = "";
        StableNodeId peerId = StableNodeId.NONE;
        String name = "";
        @Nullable Instant started = null;
        long declaredSize = 0;
        long sent = 0;
        boolean finished = false;
        boolean succeeded = false;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "ID" -> id = in.text();
                case "PeerID" -> peerId = StableNodeId.read(in);
                case "Name" -> name = in.text();
                case "Started" -> started = in.time();
                case "DeclaredSize" -> declaredSize = in.int64();
                case "Sent" -> sent = in.int64();
                case "Finished" -> finished = in.bool();
                case "Succeeded" -> succeeded = in.bool();
                default -> in.skip();
            }
        }
        return new OutgoingFile(id, peerId, name, started, declaredSize, sent, finished, succeeded, in.rawSince(mark));
    }
}
