package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.util.List;
import run.leger.core.IpPrefix;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * The exit node that a device uses now.
 *
 * <p>Mirrors {@code ipnstate.ExitNodeStatus}.
 *
 * @param id which node
 * @param online whether the control plane sees it online
 * @param tailscaleIps its addresses, as prefixes
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record ExitNodeStatus(StableNodeId id, boolean online, List<IpPrefix> tailscaleIps, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public ExitNodeStatus {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static ExitNodeStatus parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "ExitNodeStatus.parse", ExitNodeStatus::read);
    }

    static ExitNodeStatus read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        StableNodeId id = StableNodeId.NONE;
        boolean online = false;
        List<IpPrefix> tailscaleIps = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "ID" -> id = StableNodeId.read(in);
                case "Online" -> online = in.bool();
                case "TailscaleIPs" -> tailscaleIps = Wire.prefixes(in);
                default -> in.skip();
            }
        }
        return new ExitNodeStatus(id, online, tailscaleIps, in.rawSince(mark));
    }
}
