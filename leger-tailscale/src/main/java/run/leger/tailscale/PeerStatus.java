package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.leger.core.DnsName;
import run.leger.core.IpAddress;
import run.leger.core.IpPrefix;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * One device as the daemon sees it: the device itself, or a peer. Texts that come from the peer (host name, OS) are untrusted.
 *
 * <p>Mirrors {@code ipnstate.PeerStatus}.
 *
 * @param id the id that survives key rotation
 * @param nodeId the numeric id; none before daemon 1.100
 * @param publicKey the node key
 * @param hostName the name the device's system reports: free text, not its DNS label
 * @param dnsName the full name with its trailing dot, such as {@code box.tail1234.ts.net.}, or empty
 * @param os such as {@code linux} or {@code macOS}
 * @param userId the owner; a synthetic user for a tagged device
 * @param altSharerUserId who shared the device into this tailnet, or none
 * @param tailscaleIps its addresses
 * @param allowedIps its addresses and the routes it may speak for
 * @param tags its tags, as {@code tag:name}
 * @param primaryRoutes the subnet routes it serves now
 * @param addrs its endpoints, as {@code ip:port}
 * @param curAddr the direct address in use; empty where traffic is relayed or idle
 * @param relay the code of its home relay region
 * @param peerRelay the peer relay that carries the traffic, or empty
 * @param rxBytes bytes received from it
 * @param txBytes bytes sent to it
 * @param created when it was registered
 * @param lastWrite when the last packet was sent to it, or null for never
 * @param lastSeen when the control plane last saw it; null while it is online
 * @param lastHandshake when the last WireGuard handshake was, or null for never
 * @param online whether the control plane sees it online
 * @param exitNode whether it is the exit node in use
 * @param exitNodeOption whether it offers to be an exit node
 * @param active whether there was traffic within about two minutes
 * @param peerApiUrl where its peer API is
 * @param taildropTarget whether files can be sent to it, and if not, why
 * @param noFileSharingReason why no files can be sent, for people, or empty
 * @param capabilities the legacy list of capabilities; on the device itself the first is a sentence about that
 * @param capMap the capabilities, each with its values
 * @param sshHostKeys its SSH host keys where Tailscale SSH is on
 * @param shareeNode whether it is here only because something was shared with its owner
 * @param inNetworkMap whether it is in the network map
 * @param inMagicSock whether the transport knows it
 * @param inEngine whether WireGuard is configured for it
 * @param expired whether its key has expired
 * @param keyExpiry when its key expires, or null for never
 * @param location where it stands, for exit nodes that say so, or null
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record PeerStatus(
        StableNodeId id,
        NodeId nodeId,
        NodeKey publicKey,
        String hostName,
        String dnsName,
        String os,
        UserId userId,
        UserId altSharerUserId,
        List<IpAddress> tailscaleIps,
        List<IpPrefix> allowedIps,
        List<String> tags,
        List<IpPrefix> primaryRoutes,
        List<String> addrs,
        String curAddr,
        String relay,
        String peerRelay,
        long rxBytes,
        long txBytes,
        @Nullable Instant created,
        @Nullable Instant lastWrite,
        @Nullable Instant lastSeen,
        @Nullable Instant lastHandshake,
        boolean online,
        boolean exitNode,
        boolean exitNodeOption,
        boolean active,
        List<String> peerApiUrl,
        TaildropTarget taildropTarget,
        String noFileSharingReason,
        List<String> capabilities,
        Map<String, List<Json>> capMap,
        List<String> sshHostKeys,
        boolean shareeNode,
        boolean inNetworkMap,
        boolean inMagicSock,
        boolean inEngine,
        boolean expired,
        @Nullable Instant keyExpiry,
        @Nullable Location location,
        Json raw)
        implements Capabilities {
    /** Not API: components are added as the daemon grows. Use {@link #parse} to make one. */
    @WireConstructor
    public PeerStatus {}

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static PeerStatus parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "PeerStatus.parse", PeerStatus::read);
    }

    /**
     * Returns the device's name as the rest of this library writes names.
     *
     * @return the DNS name without its trailing dot, or empty where the device has none, or one that is no DNS name
     */
    public Optional<DnsName> name() {
        return name(dnsName);
    }

    static Optional<DnsName> name(String text) {
        try {
            return Optional.of(DnsName.of(text));
        } catch (IllegalArgumentException e) {
            // What a control server gives out is not ours to refuse.
            return Optional.empty();
        }
    }

    /** Looks at the legacy list too, as Go's client does. */
    @Override
    public boolean hasCapability(String name) {
        return capMap.containsKey(name) || capabilities.contains(name);
    }

    static PeerStatus read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        StableNodeId id = StableNodeId.NONE;
        NodeId nodeId = NodeId.NONE;
        NodeKey publicKey = NodeKey.NONE;
        String hostName = "";
        String dnsName = "";
        String os = "";
        UserId userId = UserId.NONE;
        UserId altSharerUserId = UserId.NONE;
        List<IpAddress> tailscaleIps = List.of();
        List<IpPrefix> allowedIps = List.of();
        List<String> tags = List.of();
        List<IpPrefix> primaryRoutes = List.of();
        List<String> addrs = List.of();
        String curAddr = "";
        String relay = "";
        String peerRelay = "";
        long rxBytes = 0;
        long txBytes = 0;
        @Nullable Instant created = null;
        @Nullable Instant lastWrite = null;
        @Nullable Instant lastSeen = null;
        @Nullable Instant lastHandshake = null;
        boolean online = false;
        boolean exitNode = false;
        boolean exitNodeOption = false;
        boolean active = false;
        List<String> peerApiUrl = List.of();
        TaildropTarget taildropTarget = TaildropTarget.NONE;
        String noFileSharingReason = "";
        List<String> capabilities = List.of();
        Map<String, List<Json>> capMap = Map.of();
        List<String> sshHostKeys = List.of();
        boolean shareeNode = false;
        boolean inNetworkMap = false;
        boolean inMagicSock = false;
        boolean inEngine = false;
        boolean expired = false;
        @Nullable Instant keyExpiry = null;
        @Nullable Location location = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "ID" -> id = StableNodeId.read(in);
                case "NodeID" -> nodeId = NodeId.read(in);
                case "PublicKey" -> publicKey = NodeKey.read(in);
                case "HostName" -> hostName = in.text();
                case "DNSName" -> dnsName = in.text();
                case "OS" -> os = in.word();
                case "UserID" -> userId = UserId.read(in);
                case "AltSharerUserID" -> altSharerUserId = UserId.read(in);
                case "TailscaleIPs" -> tailscaleIps = Wire.addresses(in);
                case "AllowedIPs" -> allowedIps = Wire.prefixes(in, tailscaleIps);
                case "Tags" -> tags = in.list(JsonIn::word);
                case "PrimaryRoutes" -> primaryRoutes = Wire.prefixes(in);
                case "Addrs" -> addrs = in.list(JsonIn::text);
                case "CurAddr" -> curAddr = in.text();
                case "Relay" -> relay = in.word();
                case "PeerRelay" -> peerRelay = in.text();
                case "RxBytes" -> rxBytes = in.int64();
                case "TxBytes" -> txBytes = in.int64();
                case "Created" -> created = in.time();
                case "LastWrite" -> lastWrite = in.time();
                case "LastSeen" -> lastSeen = in.time();
                case "LastHandshake" -> lastHandshake = in.time();
                case "Online" -> online = in.bool();
                case "ExitNode" -> exitNode = in.bool();
                case "ExitNodeOption" -> exitNodeOption = in.bool();
                case "Active" -> active = in.bool();
                case "PeerAPIURL" -> peerApiUrl = in.list(JsonIn::text);
                case "TaildropTarget" -> taildropTarget = TaildropTarget.read(in);
                case "NoFileSharingReason" -> noFileSharingReason = in.text();
                case "Capabilities" -> capabilities = in.list(JsonIn::text);
                case "CapMap" -> capMap = Wire.capabilities(in);
                case "sshHostKeys" -> sshHostKeys = in.list(JsonIn::text);
                case "ShareeNode" -> shareeNode = in.bool();
                case "InNetworkMap" -> inNetworkMap = in.bool();
                case "InMagicSock" -> inMagicSock = in.bool();
                case "InEngine" -> inEngine = in.bool();
                case "Expired" -> expired = in.bool();
                case "KeyExpiry" -> keyExpiry = in.time();
                case "Location" -> location = in.objectOrNull(Location::read);
                default -> in.skip();
            }
        }
        return new PeerStatus(
                id,
                nodeId,
                publicKey,
                hostName,
                dnsName,
                os,
                userId,
                altSharerUserId,
                tailscaleIps,
                allowedIps,
                tags,
                primaryRoutes,
                addrs,
                curAddr,
                relay,
                peerRelay,
                rxBytes,
                txBytes,
                created,
                lastWrite,
                lastSeen,
                lastHandshake,
                online,
                exitNode,
                exitNodeOption,
                active,
                peerApiUrl,
                taildropTarget,
                noFileSharingReason,
                capabilities,
                capMap,
                sshHostKeys,
                shareeNode,
                inNetworkMap,
                inMagicSock,
                inEngine,
                expired,
                keyExpiry,
                location,
                in.rawSince(mark));
    }
}
