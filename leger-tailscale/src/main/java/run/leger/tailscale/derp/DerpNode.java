package run.leger.tailscale.derp;

import java.nio.charset.StandardCharsets;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * One server of a relay region.
 *
 * <p>Mirrors {@code tailcfg.DERPNode}.
 *
 * @param name its name, unique among all servers
 * @param regionId the region it belongs to
 * @param hostName its host name, or its address
 * @param certName the name its certificate must have, or {@code sha256-raw:} and a hash; empty for the host name
 * @param ipv4 its IPv4 address, {@code none} where it has none, or empty for what the host name resolves to
 * @param ipv6 the same for IPv6
 * @param stunPort its STUN port: 0 for 3478, -1 for none
 * @param stunOnly whether it does STUN alone
 * @param derpPort its relay port: 0 for 443
 * @param insecureForTests whether its certificate is not checked, for tests
 * @param stunTestIp the address to use for STUN instead, for tests
 * @param canPort80 whether it also answers on port 80
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record DerpNode(
        String name,
        long regionId,
        String hostName,
        String certName,
        String ipv4,
        String ipv6,
        int stunPort,
        boolean stunOnly,
        int derpPort,
        boolean insecureForTests,
        String stunTestIp,
        boolean canPort80,
        Json raw) {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public DerpNode {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static DerpNode parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "DerpNode.parse", DerpNode::read);
    }

    /**
     * Reads one from JSON, see {@link #parse(String)}.
     *
     * @param json a JSON object
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static DerpNode parse(Json json) {
        return JsonIn.read(json.utf8(), "DerpNode.parse", DerpNode::read);
    }

    static DerpNode read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String name = "";
        long regionId = 0;
        String hostName = "";
        String certName = "";
        String ipv4 = "";
        String ipv6 = "";
        int stunPort = 0;
        boolean stunOnly = false;
        int derpPort = 0;
        boolean insecureForTests = false;
        String stunTestIp = "";
        boolean canPort80 = false;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Name" -> name = in.text();
                case "RegionID" -> regionId = in.int64();
                case "HostName" -> hostName = in.text();
                case "CertName" -> certName = in.text();
                case "IPv4" -> ipv4 = in.text();
                case "IPv6" -> ipv6 = in.text();
                case "STUNPort" -> stunPort = in.int32();
                case "STUNOnly" -> stunOnly = in.bool();
                case "DERPPort" -> derpPort = in.int32();
                case "InsecureForTests" -> insecureForTests = in.bool();
                case "STUNTestIP" -> stunTestIp = in.text();
                case "CanPort80" -> canPort80 = in.bool();
                default -> in.skip();
            }
        }
        return new DerpNode(
                name,
                regionId,
                hostName,
                certName,
                ipv4,
                ipv6,
                stunPort,
                stunOnly,
                derpPort,
                insecureForTests,
                stunTestIp,
                canPort80,
                in.rawSince(mark));
    }
}
