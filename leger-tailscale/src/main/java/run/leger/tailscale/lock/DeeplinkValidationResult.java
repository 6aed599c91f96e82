package run.leger.tailscale.lock;

import java.nio.charset.StandardCharsets;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;
import run.leger.tailscale.NodeKey;

/**
 * What a link that asks for a signature is worth.
 *
 * <p>Mirrors {@code tka.DeeplinkValidationResult}.
 *
 * @param isValid whether it was made for this lock, and not changed
 * @param error why it is not, or empty
 * @param version the version of the link; 0 where it is not valid
 * @param nodeKey the node key that is to be signed
 * @param tlPub the key for Tailnet Lock of that device
 * @param deviceName its name
 * @param osName its operating system
 * @param emailAddress who owns it
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record DeeplinkValidationResult(
        boolean isValid,
        String error,
        int version,
        NodeKey nodeKey,
        TailnetLockKey tlPub,
        String deviceName,
        String osName,
        String emailAddress,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public DeeplinkValidationResult {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static DeeplinkValidationResult parse(String json) {
        return JsonIn.read(
                json.getBytes(StandardCharsets.UTF_8),
                "DeeplinkValidationResult.parse",
                DeeplinkValidationResult::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static DeeplinkValidationResult parse(Json json) {
        return JsonIn.read(json.utf8(), "DeeplinkValidationResult.parse", DeeplinkValidationResult::read);
    }

    static DeeplinkValidationResult read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        boolean isValid = false;
        String error = "";
        int version = 0;
        NodeKey nodeKey = NodeKey.of("");
        TailnetLockKey tlPub = TailnetLockKey.NONE;
        String deviceName = "";
        String osName = "";
        String emailAddress = "";
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "IsValid" -> isValid = in.bool();
                case "Error" -> error = in.text();
                case "Version" -> version = in.int32();
                case "NodeKey" -> nodeKey = NodeKey.of(in.text());
                case "TLPub" -> tlPub = TailnetLockKey.read(in);
                case "DeviceName" -> deviceName = in.text();
                case "OSName" -> osName = in.text();
                case "EmailAddress" -> emailAddress = in.text();
                default -> in.skip();
            }
        }
        return new DeeplinkValidationResult(
                isValid, error, version, nodeKey, tlPub, deviceName, osName, emailAddress, in.rawSince(mark));
    }
}
