package run.leger.tailscale;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.leger.core.IpAddress;

/**
 * The tailnet as this device sees it, at one moment. Immutable; two snapshots share what did not change between them.
 *
 * @param current whether this is known to be the present: false while the bus is lost, or something came on it that made the picture doubtful, until
 *     the daemon was asked again
 * @param version the daemon's version
 * @param state the state of the daemon
 * @param authUrl the address at which a login waits, or empty; check its scheme before opening it
 * @param prefs the settings, or null where the daemon has not told them
 * @param self the device itself, or null before login
 * @param peers the other devices, by the id that survives key rotation, in no order
 * @param users the owners of the devices, and perhaps of devices that are gone
 * @param tunnels how the tunnels to peers stand, where there is one; empty before daemon 1.102
 * @param health the problems that the daemon sees, or null where it has not told them
 */
public record NetworkSnapshot(
        boolean current,
        String version,
        BackendState state,
        String authUrl,
        @Nullable Prefs prefs,
        @Nullable NetworkPeer self,
        Map<StableNodeId, NetworkPeer> peers,
        Map<UserId, UserProfile> users,
        Map<StableNodeId, PeerState> tunnels,
        @Nullable HealthState health) {

    /**
     * Returns who has an address. Looks at every device: for one question, not for one a packet.
     *
     * @param address an address of the tailnet
     * @return the device, which may be this one, or empty
     */
    public Optional<NetworkPeer> deviceAt(IpAddress address) {
        if (self != null && self.addresses().contains(address)) {
            return Optional.of(self);
        }
        return peers.values().stream()
                .filter(peer -> peer.addresses().contains(address))
                .findAny();
    }

    /** Tells whether nothing has changed, without looking at each device. */
    @SuppressWarnings("ReferenceEquality") // what did not change is shared
    boolean sameAs(NetworkSnapshot other) {
        return current == other.current
                && version.equals(other.version)
                && state.equals(other.state)
                && authUrl.equals(other.authUrl)
                && prefs == other.prefs
                && Objects.equals(self, other.self)
                && peers == other.peers
                && users == other.users
                && tunnels == other.tunnels
                && health == other.health;
    }

    /** Tells of the size of the tailnet, not of each device: snapshots end up in logs. */
    @Override
    public String toString() {
        return "NetworkSnapshot[current=" + current + ", state=" + state + ", self="
                + (self == null ? "none" : self.dnsName()) + ", peers=" + peers.size() + "]";
    }
}
