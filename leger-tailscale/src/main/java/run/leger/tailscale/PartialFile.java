package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * A file that is arriving by Taildrop. Its name was chosen by the sender: untrusted.
 *
 * <p>Mirrors {@code ipn.PartialFile}.
 *
 * @param name its base name
 * @param started when it began
 * @param declaredSize its size in bytes as the sender says, or -1 where that is unknown
 * @param received how many bytes are here
 * @param partialPath where the part lies, in direct file mode, or empty
 * @param finalPath where the whole will lie, in direct file mode, or empty
 * @param done whether it is complete, in direct file mode
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record PartialFile(
        String name,
        @Nullable Instant started,
        long declaredSize,
        long received,
        String partialPath,
        String finalPath,
        boolean done,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public PartialFile {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static PartialFile parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "PartialFile.parse", PartialFile::read);
    }

    static PartialFile read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String name = "";
        @Nullable Instant started = null;
        long declaredSize = 0;
        long received = 0;
        String partialPath = "";
        String finalPath = "";
        boolean done = false;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Name" -> name = in.text();
                case "Started" -> started = in.time();
                case "DeclaredSize" -> declaredSize = in.int64();
                case "Received" -> received = in.int64();
                case "PartialPath" -> partialPath = in.text();
                case "FinalPath" -> finalPath = in.text();
                case "Done" -> done = in.bool();
                default -> in.skip();
            }
        }
        return new PartialFile(name, started, declaredSize, received, partialPath, finalPath, done, in.rawSince(mark));
    }
}
