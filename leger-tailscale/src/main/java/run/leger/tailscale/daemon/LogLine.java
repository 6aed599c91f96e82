package run.leger.tailscale.daemon;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * A line of the log of the daemon.
 *
 * <p>Mirrors {@code logtail}.
 *
 * @param logtail where it comes from, or null for the line that announces the connection
 * @param text the line, with its end
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record LogLine(@Nullable LogOrigin logtail, String text, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public LogLine {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static LogLine parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "LogLine.parse", LogLine::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static LogLine parse(Json json) {
        return JsonIn.read(json.utf8(), "LogLine.parse", LogLine::read);
    }

    static LogLine read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        @Nullable LogOrigin logtail = null;
        String text = "";
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "logtail" -> logtail = in.objectOrNull(LogOrigin::read);
                case "text" -> text = in.text();
                default -> in.skip();
            }
        }
        return new LogLine(logtail, text, in.rawSince(mark));
    }
}
