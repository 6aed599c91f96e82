package run.leger.tailscale;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.internal.JsonIn;

/** What the messages of the bus make of a first picture, one after the other. Used by one thread at a time. */
final class NetworkModel {
    private boolean seeded;
    private boolean current;
    private boolean asked;
    private String version = "";
    private BackendState state = BackendState.NO_STATE;
    private String authUrl = "";
    private @Nullable Prefs prefs;
    private @Nullable NetworkPeer self;
    private PersistentMap<StableNodeId, NetworkPeer> peers = PersistentMap.empty();
    private PersistentMap<UserId, UserProfile> users = PersistentMap.empty();
    private PersistentMap<StableNodeId, PeerState> tunnels = PersistentMap.empty();
    private @Nullable HealthState health;
    private final Map<NodeId, StableNodeId> ids = new HashMap<>();

    NetworkSnapshot snapshot() {
        NetworkPeer own = self == null ? null : self.online(state.equals(BackendState.RUNNING));
        return new NetworkSnapshot(current, version, state, authUrl, prefs, own, peers, users, tunnels, health);
    }

    /** The watch is lost: what is known stays, as the past. */
    void lost() {
        current = false;
    }

    /** The watch stands again: its first message, or the status, replaces what is known. */
    void opened() {
        seeded = false;
        current = false;
        asked = false;
        tunnels = PersistentMap.empty();
    }

    /** Something is wrong with the picture until the status replaces it. */
    void doubted() {
        current = false;
    }

    boolean isCurrent() {
        return current;
    }

    /** Replaces what the status tells that was asked for; messages that are older than it are still to come. */
    void answered(Status status) {
        seed(status);
        asked = true;
    }

    /** Replaces what the status tells. */
    private void seed(Status status) {
        seeded = true;
        current = true;
        version = status.version();
        state = status.backendState();
        authUrl = status.authUrl();
        PeerStatus own = status.self();
        self = own == null || own.id().isNone() ? null : NetworkPeer.of(own);
        Map<StableNodeId, NetworkPeer> all = new HashMap<>();
        status.peers().values().forEach(peer -> all.put(peer.id(), NetworkPeer.of(peer)));
        replacePeers(all);
        users = PersistentMap.copyOf(status.users());
    }

    private void replacePeers(Map<StableNodeId, NetworkPeer> all) {
        peers = PersistentMap.copyOf(all);
        ids.clear();
        all.values().forEach(peer -> ids.put(peer.nodeId(), peer.id()));
        ids.remove(NodeId.NONE);
        for (StableNodeId id : List.copyOf(tunnels.keySet())) {
            tunnels = all.containsKey(id) ? tunnels : tunnels.minus(id);
        }
    }

    /** Returns whether the daemon must be asked for its status, because the messages alone do not tell. */
    boolean apply(BusEvent.Message message) {
        Notify said = message.content();
        boolean doubt = !message.unknownFields().isEmpty();
        if (!said.version().isEmpty()) {
            version = said.version();
        }
        if (said.initialStatus() != null) {
            seed(said.initialStatus());
        } else if (!seeded) {
            doubt = true;
        }
        applyLogin(said);
        if (said.state() != null) {
            state = said.state();
            boolean forgetful = state.equals(BackendState.NEEDS_LOGIN) || state.equals(BackendState.NO_STATE);
            // Nothing on the bus tells that a logout took all peers away.
            doubt |= forgetful && said.initialStatus() == null;
        }
        prefs = said.prefs() == null || said.prefs().equals(prefs) ? prefs : said.prefs();
        // Daemons repeat what has not changed.
        health = said.health() == null || said.health().equals(health) ? health : said.health();
        doubt |= applyNetMap(said.netMap());
        doubt |= applySelf(said.selfChange());
        return applyPeers(said) || doubt;
    }

    private void applyLogin(Notify said) {
        if (said.browseToUrl() != null) {
            authUrl = said.browseToUrl();
        }
        if (said.loginFinished() || BackendState.RUNNING.equals(said.state())) {
            authUrl = "";
        }
    }

    private boolean applyNetMap(@Nullable Json netMap) {
        if (netMap == null) {
            return false;
        }
        try {
            WholeMap map = JsonIn.read(netMap.utf8(), "NetMap", WholeMap::read);
            if (map.self() != null) {
                self = NetworkPeer.of(map.self());
            }
            Map<StableNodeId, NetworkPeer> all = new HashMap<>();
            map.peers().forEach(peer -> all.put(peer.stableId(), NetworkPeer.of(peer)));
            replacePeers(all);
            map.users().forEach((id, user) -> users = users.plus(id, user));
            return false;
        } catch (MalformedReplyException e) {
            // Upstream promises nothing of its shape.
            return true;
        }
    }

    private boolean applySelf(@Nullable Node changed) {
        if (changed == null) {
            return false;
        }
        NetworkPeer own = NetworkPeer.of(changed);
        boolean another = self != null && !self.id().equals(own.id());
        self = own;
        if (another) {
            replacePeers(Map.of());
            return true;
        }
        // An answer may have had this switch of the profile already, and peers of the one before were told after it.
        return asked;
    }

    private boolean applyPeers(Notify said) {
        boolean doubt = false;
        for (Map.Entry<UserId, UserProfile> user : said.userProfiles().entrySet()) {
            users = users.plus(user.getKey(), user.getValue());
        }
        for (NodeId gone : said.peersRemoved()) {
            StableNodeId id = ids.remove(gone);
            if (id != null) {
                peers = peers.minus(id);
                tunnels = tunnels.minus(id);
            } else if (ids.size() < peers.size()) {
                doubt = true;
            }
        }
        for (Node node : said.peersChanged()) {
            if (self == null || !self.id().equals(node.stableId())) {
                put(NetworkPeer.of(node));
            }
        }
        for (PeerChange change : said.peerChangedPatch()) {
            StableNodeId id = ids.get(change.nodeId());
            NetworkPeer peer = id == null ? null : peers.get(id);
            if (peer != null) {
                peers = peers.plus(peer.id(), peer.with(change));
            } else if (self == null || !self.nodeId().equals(change.nodeId())) {
                doubt = true;
            }
        }
        said.peerState()
                .forEach((id, tunnel) -> tunnels = tunnel.wireGuardState().equals(WireGuardState.NO_TUNNEL)
                        ? tunnels.minus(id)
                        : tunnels.plus(id, tunnel));
        return doubt;
    }

    private void put(NetworkPeer peer) {
        StableNodeId before = ids.put(peer.nodeId(), peer.id());
        if (before != null && !before.equals(peer.id())) {
            peers = peers.minus(before);
        }
        peers = peers.plus(peer.id(), peer);
    }

    /** What is needed of the whole map that daemons before 1.104 may send. */
    private record WholeMap(@Nullable Node self, List<Node> peers, Map<UserId, UserProfile> users) {
        static WholeMap read(JsonIn in) {
            in.beginObject();
            Node self = null;
            List<Node> peers = List.of();
            Map<UserId, UserProfile> users = Collections.emptyMap();
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "SelfNode" -> self = in.objectOrNull(Node::read);
                    case "Peers" -> peers = in.list(Node::read);
                    case "UserProfiles" -> users = Wire.users(in);
                    default -> in.skip();
                }
            }
            return new WholeMap(self, peers, users);
        }
    }
}
