package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.leger.core.IpAddress;
import run.leger.core.IpPrefix;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * A node of the tailnet, as the control plane describes it.
 *
 * <p>Mirrors {@code tailcfg.Node}.
 *
 * @param id the numeric id
 * @param stableId the id that survives key rotation
 * @param name the full name with its trailing dot, or empty
 * @param user the owner
 * @param sharer who shared it, or none
 * @param key the node key
 * @param keyExpiry when the key expires, or null for never
 * @param keySignature the Tailnet Lock signature in base64, or empty
 * @param machine the machine key, or empty
 * @param discoKey the discovery key, or empty
 * @param addresses its own addresses, as prefixes
 * @param allowedIps its addresses and routes; empty means the same as addresses
 * @param endpoints where it may be reached, as {@code ip:port}
 * @param derp the legacy form of the home relay, or empty
 * @param homeDerp the home relay region, or 0
 * @param hostinfo what it says about itself, or null
 * @param created when it was registered
 * @param cap the capability version of its client
 * @param tags its tags
 * @param primaryRoutes the subnet routes it serves
 * @param lastSeen when it was last seen; null while online or unknown
 * @param online whether it is online, or null where unknown
 * @param machineAuthorized whether an admin approved it
 * @param capabilities the legacy list of capabilities
 * @param capMap its capabilities, each with its values
 * @param unsignedPeerApiOnly whether only its peer API may be reached, for want of a signature
 * @param computedName a short name for showing
 * @param computedNameWithHost the same with the host name where they differ
 * @param dataPlaneAuditLogId the id for audit logs, or empty
 * @param expired whether its key has expired
 * @param selfNodeV4MasqAddrForThisPeer the IPv4 address as which it sees this device, or null
 * @param selfNodeV6MasqAddrForThisPeer the same for IPv6
 * @param isWireGuardOnly whether it is a plain WireGuard peer
 * @param isJailed whether it may not open connections to this device
 * @param exitNodeDnsResolvers the resolvers to use with it as an exit node
 * @param stableTailnetId the tailnet's id; since daemon 1.104
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record Node(
        NodeId id,
        StableNodeId stableId,
        String name,
        UserId user,
        UserId sharer,
        NodeKey key,
        @Nullable Instant keyExpiry,
        String keySignature,
        String machine,
        String discoKey,
        List<IpPrefix> addresses,
        List<IpPrefix> allowedIps,
        List<String> endpoints,
        String derp,
        long homeDerp,
        @Nullable Hostinfo hostinfo,
        @Nullable Instant created,
        int cap,
        List<String> tags,
        List<IpPrefix> primaryRoutes,
        @Nullable Instant lastSeen,
        @Nullable Boolean online,
        boolean machineAuthorized,
        List<String> capabilities,
        Map<String, List<Json>> capMap,
        boolean unsignedPeerApiOnly,
        String computedName,
        String computedNameWithHost,
        String dataPlaneAuditLogId,
        boolean expired,
        @Nullable IpAddress selfNodeV4MasqAddrForThisPeer,
        @Nullable IpAddress selfNodeV6MasqAddrForThisPeer,
        boolean isWireGuardOnly,
        boolean isJailed,
        List<Resolver> exitNodeDnsResolvers,
        String stableTailnetId,
        Json raw)
        implements Capabilities {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public Node {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static Node parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "Node.parse", Node::read);
    }

    /** Looks at the legacy list too, as Go's client does. */
    @Override
    public boolean hasCapability(String name) {
        return capMap.containsKey(name) || capabilities.contains(name);
    }

    static Node read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        NodeId id = NodeId.NONE;
        StableNodeId stableId = StableNodeId.NONE;
        String name = "";
        UserId user = UserId.NONE;
        UserId sharer = UserId.NONE;
        NodeKey key = NodeKey.NONE;
        @Nullable Instant keyExpiry = null;
        String keySignature = "";
        String machine = "";
        String discoKey = "";
        List<IpPrefix> addresses = List.of();
        List<IpPrefix> allowedIps = List.of();
        List<String> endpoints = List.of();
        String derp = "";
        long homeDerp = 0;
        @Nullable Hostinfo hostinfo = null;
        @Nullable Instant created = null;
        int cap = 0;
        List<String> tags = List.of();
        List<IpPrefix> primaryRoutes = List.of();
        @Nullable Instant lastSeen = null;
        @Nullable Boolean online = null;
        boolean machineAuthorized = false;
        List<String> capabilities = List.of();
        Map<String, List<Json>> capMap = Map.of();
        boolean unsignedPeerApiOnly = false;
        String computedName = "";
        String computedNameWithHost = "";
        String dataPlaneAuditLogId = "";
        boolean expired = false;
        @Nullable IpAddress selfNodeV4MasqAddrForThisPeer = null;
        @Nullable IpAddress selfNodeV6MasqAddrForThisPeer = null;
        boolean isWireGuardOnly = false;
        boolean isJailed = false;
        List<Resolver> exitNodeDnsResolvers = List.of();
        String stableTailnetId = "";
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "ID" -> id = NodeId.read(in);
                case "StableID" -> stableId = StableNodeId.read(in);
                case "Name" -> name = in.text();
                case "User" -> user = UserId.read(in);
                case "Sharer" -> sharer = UserId.read(in);
                case "Key" -> key = NodeKey.read(in);
                case "KeyExpiry" -> keyExpiry = in.time();
                case "KeySignature" -> keySignature = in.text();
                case "Machine" -> machine = in.text();
                case "DiscoKey" -> discoKey = in.text();
                case "Addresses" -> addresses = Wire.prefixes(in);
                case "AllowedIPs" -> allowedIps = Wire.prefixes(in);
                case "Endpoints" -> endpoints = in.list(JsonIn::text);
                case "DERP" -> derp = in.text();
                case "HomeDERP" -> homeDerp = in.int64();
                case "Hostinfo" -> hostinfo = in.objectOrNull(Hostinfo::read);
                case "Created" -> created = in.time();
                case "Cap" -> cap = in.int32();
                case "Tags" -> tags = in.list(JsonIn::text);
                case "PrimaryRoutes" -> primaryRoutes = Wire.prefixes(in);
                case "LastSeen" -> lastSeen = in.time();
                case "Online" -> online = in.boolOrNull();
                case "MachineAuthorized" -> machineAuthorized = in.bool();
                case "Capabilities" -> capabilities = in.list(JsonIn::text);
                case "CapMap" -> capMap = Wire.capabilities(in);
                case "UnsignedPeerAPIOnly" -> unsignedPeerApiOnly = in.bool();
                case "ComputedName" -> computedName = in.text();
                case "ComputedNameWithHost" -> computedNameWithHost = in.text();
                case "DataPlaneAuditLogID" -> dataPlaneAuditLogId = in.text();
                case "Expired" -> expired = in.bool();
                case "SelfNodeV4MasqAddrForThisPeer" -> selfNodeV4MasqAddrForThisPeer = Wire.address(in);
                case "SelfNodeV6MasqAddrForThisPeer" -> selfNodeV6MasqAddrForThisPeer = Wire.address(in);
                case "IsWireGuardOnly" -> isWireGuardOnly = in.bool();
                case "IsJailed" -> isJailed = in.bool();
                case "ExitNodeDNSResolvers" -> exitNodeDnsResolvers = in.list(Resolver::read);
                case "StableTailnetID" -> stableTailnetId = in.text();
                default -> in.skip();
            }
        }
        return new Node(
                id,
                stableId,
                name,
                user,
                sharer,
                key,
                keyExpiry,
                keySignature,
                machine,
                discoKey,
                addresses,
                allowedIps,
                endpoints,
                derp,
                homeDerp,
                hostinfo,
                created,
                cap,
                tags,
                primaryRoutes,
                lastSeen,
                online,
                machineAuthorized,
                capabilities,
                capMap,
                unsignedPeerApiOnly,
                computedName,
                computedNameWithHost,
                dataPlaneAuditLogId,
                expired,
                selfNodeV4MasqAddrForThisPeer,
                selfNodeV6MasqAddrForThisPeer,
                isWireGuardOnly,
                isJailed,
                exitNodeDnsResolvers,
                stableTailnetId,
                in.rawSince(mark));
    }
}
