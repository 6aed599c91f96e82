package run.leger.tailscale.files;

import java.nio.charset.StandardCharsets;
import java.util.List;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * A file that was received and waits to be fetched.
 *
 * <p>Mirrors {@code apitype.WaitingFile}.
 *
 * @param name its name, which the sender chose: do not trust it as a path
 * @param size its length in bytes
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record WaitingFile(String name, long size, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public WaitingFile {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static WaitingFile parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "WaitingFile.parse", WaitingFile::read);
    }

    /**
     * Reads all files that wait.
     *
     * @param json a JSON array of such objects, or null for none
     * @return the files
     * @throws MalformedReplyException if it is not a JSON array, or a field has the wrong type
     */
    public static List<WaitingFile> parseAll(Json json) {
        return JsonIn.read(json.utf8(), "WaitingFile.parseAll", in -> in.list(WaitingFile::read));
    }

    static WaitingFile read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String name = "";
        long size = 0;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Name" -> name = in.text();
                case "Size" -> size = in.int64();
                default -> in.skip();
            }
        }
        return new WaitingFile(name, size, in.rawSince(mark));
    }
}
