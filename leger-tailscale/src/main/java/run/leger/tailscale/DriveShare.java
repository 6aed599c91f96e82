package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;
import run.leger.core.internal.JsonOut;

/**
 * A folder that is shared with the tailnet.
 *
 * <p>Mirrors {@code drive.Share}.
 *
 * @param name the share's name, in lower case
 * @param path the folder
 * @param who the system user as whom it is read, or empty
 * @param bookmarkData what macOS needs to reach the folder, in base64, or empty
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record DriveShare(String name, String path, String who, String bookmarkData, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #of} or {@link #parse} to make one. */
    @WireConstructor
    public DriveShare {}

    /**
     * Returns a share of a folder, for {@link Drive#shareSet}.
     *
     * @param name letters, digits, spaces, underscores and parentheses; in the share it is in lower case, without spaces around it
     * @param folder the folder, absolute
     * @return the share
     * @throws IllegalArgumentException if the name has other characters or none, or the path is not absolute
     */
    public static DriveShare of(String name, Path folder) {
        String checked = checkName(name);
        if (!folder.isAbsolute()) {
            throw new IllegalArgumentException(
                    "not an absolute path: " + folder.toString().replaceAll("\\p{Cntrl}", "?"));
        }
        return JsonIn.read(
                JsonOut.object(out -> out.field("name", checked).field("path", folder.toString())),
                "DriveShare.of",
                DriveShare::read);
    }

    /** Returns the name as the daemon keeps it. */
    static String checkName(String name) {
        String normal = name.toLowerCase(Locale.ROOT).strip();
        if (!normal.matches("[a-z0-9_ ()]+")) {
            throw new IllegalArgumentException("a share's name is made of letters, digits, spaces, underscores and"
                    + " parentheses: \"" + name.replaceAll("\\p{Cntrl}", "?") + "\"");
        }
        return normal;
    }

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static DriveShare parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "DriveShare.parse", DriveShare::read);
    }

    static DriveShare read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String name = "";
        String path = "";
        String who = "";
        String bookmarkData = "";
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "name" -> name = in.text();
                case "path" -> path = in.text();
                case "who" -> who = in.text();
                case "bookmarkData" -> bookmarkData = in.text();
                default -> in.skip();
            }
        }
        return new DriveShare(name, path, who, bookmarkData, in.rawSince(mark));
    }
}
