package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * A node's network.
 *
 * <p>Mirrors {@code tailcfg.NetInfo}.
 *
 * @param mappingVariesByDestIp whether its NAT is hard, or null
 * @param workingIpv6 whether IPv6 works, or null
 * @param osHasIpv6 whether the system has IPv6, or null
 * @param workingUdp whether UDP works, or null
 * @param workingIcmpv4 whether ICMP works, or null
 * @param havePortMap whether a port mapping exists
 * @param upnp whether UPnP is there, or null
 * @param pmp whether NAT-PMP is there, or null
 * @param pcp whether PCP is there, or null
 * @param preferredDerp the home relay region, or 0
 * @param linkType {@code wired}, {@code wifi}, {@code mobile} or empty
 * @param derpLatency seconds to relay regions, by region and address family
 * @param firewallMode the firewall mode, or empty
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record NetInfo(
        @Nullable Boolean mappingVariesByDestIp,
        @Nullable Boolean workingIpv6,
        @Nullable Boolean osHasIpv6,
        @Nullable Boolean workingUdp,
        @Nullable Boolean workingIcmpv4,
        boolean havePortMap,
        @Nullable Boolean upnp,
        @Nullable Boolean pmp,
        @Nullable Boolean pcp,
        long preferredDerp,
        String linkType,
        Map<String, Double> derpLatency,
        String firewallMode,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public NetInfo {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static NetInfo parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "NetInfo.parse", NetInfo::read);
    }

    static NetInfo read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        @Nullable Boolean mappingVariesByDestIp = null;
        @Nullable Boolean workingIpv6 = null;
        @Nullable Boolean osHasIpv6 = null;
        @Nullable Boolean workingUdp = null;
        @Nullable Boolean workingIcmpv4 = null;
        boolean havePortMap = false;
        @Nullable Boolean upnp = null;
        @Nullable Boolean pmp = null;
        @Nullable Boolean pcp = null;
        long preferredDerp = 0;
        String linkType = "";
        Map<String, Double> derpLatency = Map.of();
        String firewallMode = "";
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "MappingVariesByDestIP" -> mappingVariesByDestIp = in.boolOrNull();
                case "WorkingIPv6" -> workingIpv6 = in.boolOrNull();
                case "OSHasIPv6" -> osHasIpv6 = in.boolOrNull();
                case "WorkingUDP" -> workingUdp = in.boolOrNull();
                case "WorkingICMPv4" -> workingIcmpv4 = in.boolOrNull();
                case "HavePortMap" -> havePortMap = in.bool();
                case "UPnP" -> upnp = in.boolOrNull();
                case "PMP" -> pmp = in.boolOrNull();
                case "PCP" -> pcp = in.boolOrNull();
                case "PreferredDERP" -> preferredDerp = in.int64();
                case "LinkType" -> linkType = in.text();
                case "DERPLatency" -> derpLatency = in.map(JsonIn::number);
                case "FirewallMode" -> firewallMode = in.text();
                default -> in.skip();
            }
        }
        return new NetInfo(
                mappingVariesByDestIp,
                workingIpv6,
                osHasIpv6,
                workingUdp,
                workingIcmpv4,
                havePortMap,
                upnp,
                pmp,
                pcp,
                preferredDerp,
                linkType,
                derpLatency,
                firewallMode,
                in.rawSince(mark));
    }
}
