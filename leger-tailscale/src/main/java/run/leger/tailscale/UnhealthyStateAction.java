package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * What a program may offer its user against a problem.
 *
 * <p>Mirrors {@code health.UnhealthyStateAction}.
 *
 * @param url the address to open
 * @param label what to write on the button
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record UnhealthyStateAction(String url, String label, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public UnhealthyStateAction {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static UnhealthyStateAction parse(String json) {
        return JsonIn.read(
                json.getBytes(StandardCharsets.UTF_8), "UnhealthyStateAction.parse", UnhealthyStateAction::read);
    }

    static UnhealthyStateAction read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String url = "";
        String label = "";
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "URL" -> url = in.text();
                case "Label" -> label = in.text();
                default -> in.skip();
            }
        }
        return new UnhealthyStateAction(url, label, in.rawSince(mark));
    }
}
