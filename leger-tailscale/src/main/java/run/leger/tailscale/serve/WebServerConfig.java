package run.leger.tailscale.serve;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * A web server: what it does below which path.
 *
 * <p>Mirrors {@code ipn.WebServerConfig}.
 *
 * @param handlers what is done, by mount path; the longest path that fits a request has it
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record WebServerConfig(Map<String, HttpHandler> handlers, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public WebServerConfig {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static WebServerConfig parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "WebServerConfig.parse", WebServerConfig::read);
    }

    static WebServerConfig read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        Map<String, HttpHandler> handlers = Map.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Handlers" -> handlers = Entries.byName(in, HttpHandler::read);
                default -> in.skip();
            }
        }
        return new WebServerConfig(handlers, in.rawSince(mark));
    }
}
