package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * Where a rule of the packet filter lets somebody go.
 *
 * <p>Mirrors {@code filtertype.NetPortRange}.
 *
 * @param net the addresses, as {@code 10.0.0.0/8}
 * @param ports the ports
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record MatchDestination(String net, PortRange ports, Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public MatchDestination {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static MatchDestination parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "MatchDestination.parse", MatchDestination::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static MatchDestination parse(Json json) {
        return JsonIn.read(json.utf8(), "MatchDestination.parse", MatchDestination::read);
    }

    static MatchDestination read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String net = "";
        PortRange ports = PortRange.NONE;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Net" -> net = in.text();
                case "Ports" -> ports = in.isNull() ? PortRange.NONE : PortRange.read(in);
                default -> in.skip();
            }
        }
        return new MatchDestination(net, ports, in.rawSince(mark));
    }
}
