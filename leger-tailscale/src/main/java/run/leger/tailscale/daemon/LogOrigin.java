package run.leger.tailscale.daemon;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * When and by which process a line of the log was written.
 *
 * <p>Mirrors {@code logtail}.
 *
 * @param clientTime when, or null
 * @param procId a number of the process
 * @param procSeq the number of the line in it
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record LogOrigin(@Nullable Instant clientTime, long procId, long procSeq, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public LogOrigin {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static LogOrigin parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "LogOrigin.parse", LogOrigin::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static LogOrigin parse(Json json) {
        return JsonIn.read(json.utf8(), "LogOrigin.parse", LogOrigin::read);
    }

    static LogOrigin read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        @Nullable Instant clientTime = null;
        long procId = 0;
        long procSeq = 0;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "client_time" -> clientTime = in.time();
                case "proc_id" -> procId = in.int64();
                case "proc_seq" -> procSeq = in.int64();
                default -> in.skip();
            }
        }
        return new LogOrigin(clientTime, procId, procSeq, in.rawSince(mark));
    }
}
