package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * An address that this device reaches by a connector.
 *
 * <p>Mirrors {@code appctype.Conn25ClientAddressState}.
 *
 * @param activeFlowCount how many connections there are
 * @param destinationIp the true address
 * @param magicIp the address that programs of this device see
 * @param transitIp the address on the way to the connector
 * @param expiresAt until when it holds, or null
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record Conn25ClientAddress(
        long activeFlowCount,
        String destinationIp,
        String magicIp,
        String transitIp,
        @Nullable Instant expiresAt,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public Conn25ClientAddress {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static Conn25ClientAddress parse(String json) {
        return JsonIn.read(
                json.getBytes(StandardCharsets.UTF_8), "Conn25ClientAddress.parse", Conn25ClientAddress::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static Conn25ClientAddress parse(Json json) {
        return JsonIn.read(json.utf8(), "Conn25ClientAddress.parse", Conn25ClientAddress::read);
    }

    static Conn25ClientAddress read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        long activeFlowCount = 0;
        String destinationIp = "";
        String magicIp = "";
        String transitIp = "";
        @Nullable Instant expiresAt = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "activeFlowCount" -> activeFlowCount = in.int64();
                case "destinationIP" -> destinationIp = in.text();
                case "magicIP" -> magicIp = in.text();
                case "transitIP" -> transitIp = in.text();
                case "expiresAt" -> expiresAt = in.time();
                default -> in.skip();
            }
        }
        return new Conn25ClientAddress(
                activeFlowCount, destinationIp, magicIp, transitIp, expiresAt, in.rawSince(mark));
    }
}
