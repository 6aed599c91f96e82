package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * Where a rule of the control plane lets somebody go.
 *
 * <p>Mirrors {@code tailcfg.NetPortRange}.
 *
 * @param ip {@code *}, an address, a prefix or a range
 * @param bits the legacy length of the prefix, or null
 * @param ports the ports
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record RuleDestination(String ip, @Nullable Integer bits, PortRange ports, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public RuleDestination {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static RuleDestination parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "RuleDestination.parse", RuleDestination::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static RuleDestination parse(Json json) {
        return JsonIn.read(json.utf8(), "RuleDestination.parse", RuleDestination::read);
    }

    static RuleDestination read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String ip = "";
        @Nullable Integer bits = null;
        PortRange ports = PortRange.NONE;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "IP" -> ip = in.text();
                case "Bits" -> bits = in.isNull() ? null : (Integer) in.int32();
                case "Ports" -> ports = in.isNull() ? PortRange.NONE : PortRange.read(in);
                default -> in.skip();
            }
        }
        return new RuleDestination(ip, bits, ports, in.rawSince(mark));
    }
}
