package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * A device that files can be sent to.
 *
 * <p>Mirrors {@code apitype.FileTarget}.
 *
 * @param node the device, or null where the daemon does not tell; its {@code stableId} is where {@link Taildrop#pushFile} sends to
 * @param peerApiUrl where the daemon reaches it
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record FileTarget(@Nullable Node node, String peerApiUrl, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public FileTarget {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static FileTarget parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "FileTarget.parse", FileTarget::read);
    }

    static FileTarget read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        @Nullable Node node = null;
        String peerApiUrl = "";
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Node" -> node = in.objectOrNull(Node::read);
                case "PeerAPIURL" -> peerApiUrl = in.text();
                default -> in.skip();
            }
        }
        return new FileTarget(node, peerApiUrl, in.rawSince(mark));
    }
}
