package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import java.util.List;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * An app that a peer reaches by this device.
 *
 * <p>Mirrors {@code appctype.Conn25ConnectorAppState}.
 *
 * @param app its name
 * @param addresses its addresses
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record Conn25ConnectorApp(String app, List<Conn25ConnectorAddress> addresses, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public Conn25ConnectorApp {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static Conn25ConnectorApp parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "Conn25ConnectorApp.parse", Conn25ConnectorApp::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static Conn25ConnectorApp parse(Json json) {
        return JsonIn.read(json.utf8(), "Conn25ConnectorApp.parse", Conn25ConnectorApp::read);
    }

    static Conn25ConnectorApp read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String app = "";
        List<Conn25ConnectorAddress> addresses = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "app" -> app = in.text();
                case "addresses" -> addresses = in.list(Conn25ConnectorAddress::read);
                default -> in.skip();
            }
        }
        return new Conn25ConnectorApp(app, addresses, in.rawSince(mark));
    }
}
