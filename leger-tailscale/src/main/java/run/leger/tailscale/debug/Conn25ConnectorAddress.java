package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * An address that a peer reaches by this device.
 *
 * <p>Mirrors {@code appctype.Conn25ConnectorAddressState}.
 *
 * @param destinationIp the true address
 * @param transitIp the address on the way from the peer
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record Conn25ConnectorAddress(String destinationIp, String transitIp, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public Conn25ConnectorAddress {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static Conn25ConnectorAddress parse(String json) {
        return JsonIn.read(
                json.getBytes(StandardCharsets.UTF_8), "Conn25ConnectorAddress.parse", Conn25ConnectorAddress::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static Conn25ConnectorAddress parse(Json json) {
        return JsonIn.read(json.utf8(), "Conn25ConnectorAddress.parse", Conn25ConnectorAddress::read);
    }

    static Conn25ConnectorAddress read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String destinationIp = "";
        String transitIp = "";
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "destinationIP" -> destinationIp = in.text();
                case "transitIP" -> transitIp = in.text();
                default -> in.skip();
            }
        }
        return new Conn25ConnectorAddress(destinationIp, transitIp, in.rawSince(mark));
    }
}
