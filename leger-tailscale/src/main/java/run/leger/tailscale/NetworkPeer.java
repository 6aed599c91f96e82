package run.leger.tailscale;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.leger.core.DnsName;
import run.leger.core.IpAddress;
import run.leger.core.IpPrefix;
import run.leger.core.Json;

/**
 * One device in a {@link NetworkSnapshot}: what both the status and the bus tell of it. Traffic is not here, because the bus does not tell of it: ask
 * the status. Texts that come from the device (host name, OS) are untrusted.
 *
 * @param id the id that survives key rotation
 * @param nodeId the numeric id; none where a daemon before 1.100 has not told it yet
 * @param key the node key
 * @param dnsName the full name with its trailing dot, or empty
 * @param hostName the name the device's system reports: free text
 * @param os such as {@code linux} or {@code macOS}
 * @param user the owner; a synthetic user for a tagged device
 * @param addresses its addresses
 * @param allowedIps its addresses and the routes it may speak for
 * @param tags its tags, as {@code tag:name}
 * @param primaryRoutes the subnet routes it serves now
 * @param capMap its capabilities, each with its values
 * @param online whether it is online; of this device itself, whether it is connected
 * @param lastSeen when it was last seen, or null while it is online
 * @param created when it was registered, or null
 * @param keyExpiry when its key expires, or null for never
 * @param expired whether its key has expired
 */
public record NetworkPeer(
        StableNodeId id,
        NodeId nodeId,
        NodeKey key,
        String dnsName,
        String hostName,
        String os,
        UserId user,
        List<IpAddress> addresses,
        List<IpPrefix> allowedIps,
        List<String> tags,
        List<IpPrefix> primaryRoutes,
        Map<String, List<Json>> capMap,
        boolean online,
        @Nullable Instant lastSeen,
        @Nullable Instant created,
        @Nullable Instant keyExpiry,
        boolean expired) {

    /**
     * Returns the device's name as the rest of this library writes names.
     *
     * @return the DNS name without its trailing dot, or empty where the device has none, or one that is no DNS name
     */
    public Optional<DnsName> name() {
        return PeerStatus.name(dnsName);
    }

    static NetworkPeer of(PeerStatus status) {
        return new NetworkPeer(
                status.id(),
                status.nodeId(),
                status.publicKey(),
                status.dnsName(),
                status.hostName(),
                status.os(),
                status.userId(),
                status.tailscaleIps(),
                status.allowedIps(),
                status.tags(),
                status.primaryRoutes(),
                status.capMap(),
                status.online(),
                status.online() ? null : status.lastSeen(),
                status.created(),
                status.keyExpiry(),
                status.expired());
    }

    static NetworkPeer of(Node node) {
        Hostinfo hostinfo = node.hostinfo();
        boolean online = Boolean.TRUE.equals(node.online());
        List<IpAddress> addresses = new ArrayList<>(node.addresses().size());
        node.addresses().forEach(prefix -> addresses.add(prefix.address()));
        return new NetworkPeer(
                node.stableId(),
                node.id(),
                node.key(),
                node.name(),
                hostinfo == null ? "" : hostinfo.hostname(),
                hostinfo == null ? "" : hostinfo.os(),
                node.user(),
                List.copyOf(addresses),
                node.allowedIps().isEmpty() ? node.addresses() : node.allowedIps(),
                node.tags(),
                node.primaryRoutes(),
                node.capMap(),
                online,
                online ? null : node.lastSeen(),
                node.created(),
                node.keyExpiry(),
                node.expired());
    }

    NetworkPeer with(PeerChange change) {
        boolean nowOnline = change.online() == null ? online : change.online();
        Instant seen = change.lastSeen() == null ? lastSeen : change.lastSeen();
        Instant expiry = change.keyExpiry();
        return new NetworkPeer(
                id,
                nodeId,
                change.key().isNone() ? key : change.key(),
                dnsName,
                hostName,
                os,
                user,
                addresses,
                allowedIps,
                tags,
                primaryRoutes,
                change.capMap() == null ? capMap : change.capMap(),
                nowOnline,
                nowOnline ? null : seen,
                created,
                expiry == null ? keyExpiry : expiry,
                expiry == null ? expired : !expiry.isAfter(Instant.now()));
    }

    NetworkPeer online(boolean now) {
        return online == now
                ? this
                : new NetworkPeer(
                        id,
                        nodeId,
                        key,
                        dnsName,
                        hostName,
                        os,
                        user,
                        addresses,
                        allowedIps,
                        tags,
                        primaryRoutes,
                        capMap,
                        now,
                        now ? null : lastSeen,
                        created,
                        keyExpiry,
                        expired);
    }
}
