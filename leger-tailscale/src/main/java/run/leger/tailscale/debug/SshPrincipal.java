package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import java.util.List;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;
import run.leger.tailscale.StableNodeId;

/**
 * For whom a rule of Tailscale SSH is.
 *
 * <p>Mirrors {@code tailcfg.SSHPrincipal}.
 *
 * @param node this device, or none
 * @param nodeIp the device with this address, or empty
 * @param userLogin the devices of the user with this login name, or empty
 * @param any everybody
 * @param pubKeys a legacy list of SSH keys
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record SshPrincipal(
        StableNodeId node, String nodeIp, String userLogin, boolean any, List<String> pubKeys, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public SshPrincipal {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static SshPrincipal parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "SshPrincipal.parse", SshPrincipal::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static SshPrincipal parse(Json json) {
        return JsonIn.read(json.utf8(), "SshPrincipal.parse", SshPrincipal::read);
    }

    static SshPrincipal read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        StableNodeId node = StableNodeId.of("");
        String nodeIp = "";
        String userLogin = "";
        boolean any = false;
        List<String> pubKeys = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "node" -> node = StableNodeId.of(in.text());
                case "nodeIP" -> nodeIp = in.text();
                case "userLogin" -> userLogin = in.text();
                case "any" -> any = in.bool();
                case "pubKeys" -> pubKeys = in.list(JsonIn::text);
                default -> in.skip();
            }
        }
        return new SshPrincipal(node, nodeIp, userLogin, any, pubKeys, in.rawSince(mark));
    }
}
