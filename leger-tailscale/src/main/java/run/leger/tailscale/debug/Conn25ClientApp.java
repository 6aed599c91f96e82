package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import java.util.List;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * An app that this device reaches by a connector.
 *
 * <p>Mirrors {@code appctype.Conn25ClientAppState}.
 *
 * @param app its name
 * @param domains by domain
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record Conn25ClientApp(String app, List<Conn25ClientDomain> domains, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public Conn25ClientApp {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static Conn25ClientApp parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "Conn25ClientApp.parse", Conn25ClientApp::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static Conn25ClientApp parse(Json json) {
        return JsonIn.read(json.utf8(), "Conn25ClientApp.parse", Conn25ClientApp::read);
    }

    static Conn25ClientApp read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String app = "";
        List<Conn25ClientDomain> domains = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "app" -> app = in.text();
                case "domains" -> domains = in.list(Conn25ClientDomain::read);
                default -> in.skip();
            }
        }
        return new Conn25ClientApp(app, domains, in.rawSince(mark));
    }
}
