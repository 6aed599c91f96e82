package run.leger.tailscale.debug;

import java.nio.charset.StandardCharsets;
import java.util.List;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * A rule of the packet filter, as the control plane sent it.
 *
 * <p>Mirrors {@code tailcfg.FilterRule}.
 *
 * @param srcIps from where: {@code *}, addresses, prefixes, ranges such as {@code 10.0.0.1-10.0.0.9}, or {@code cap:} and the name of a capability
 * @param srcBits the legacy lengths of the prefixes
 * @param dstPorts to where
 * @param ipProto the IP protocols by their numbers; empty for TCP, UDP and ICMP
 * @param capGrant what else a source is granted
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record FilterRule(
        List<String> srcIps,
        List<Integer> srcBits,
        List<RuleDestination> dstPorts,
        List<Integer> ipProto,
        List<CapGrant> capGrant,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse(String)} to make one. */
    @WireConstructor
    public FilterRule {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static FilterRule parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "FilterRule.parse", FilterRule::read);
    }

    /**
     * Reads one from JSON that was received as a part of something larger.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static FilterRule parse(Json json) {
        return JsonIn.read(json.utf8(), "FilterRule.parse", FilterRule::read);
    }

    static FilterRule read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        List<String> srcIps = List.of();
        List<Integer> srcBits = List.of();
        List<RuleDestination> dstPorts = List.of();
        List<Integer> ipProto = List.of();
        List<CapGrant> capGrant = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "SrcIPs" -> srcIps = in.list(JsonIn::text);
                case "SrcBits" -> srcBits = in.list(JsonIn::int32);
                case "DstPorts" -> dstPorts = in.list(RuleDestination::read);
                case "IPProto" -> ipProto = in.list(JsonIn::int32);
                case "CapGrant" -> capGrant = in.list(CapGrant::read);
                default -> in.skip();
            }
        }
        return new FilterRule(srcIps, srcBits, dstPorts, ipProto, capGrant, in.rawSince(mark));
    }
}
