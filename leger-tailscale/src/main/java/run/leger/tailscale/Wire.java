package run.leger.tailscale;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import run.leger.core.IpAddress;
import run.leger.core.IpPrefix;
import run.leger.core.Json;
import run.leger.core.internal.JsonIn;

/** Shapes that several wire records share. What cannot be read as its type is left out of a list: it is still in {@code raw()}. */
final class Wire {
    private Wire() {}

    static @Nullable IpAddress address(JsonIn in) {
        return address(in.text());
    }

    private static @Nullable IpAddress address(String text) {
        try {
            return text.isEmpty() ? null : new IpAddress(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static List<IpAddress> addresses(JsonIn in) {
        return in.readable(IpAddress::new);
    }

    static List<IpPrefix> prefixes(JsonIn in) {
        return in.readable(IpPrefix::of);
    }

    static Map<String, List<Json>> capabilities(JsonIn in) {
        return in.map(values -> values.list(JsonIn::raw));
    }

    static Map<NodeKey, PeerStatus> peers(JsonIn in) {
        if (in.isNull()) {
            return Map.of();
        }
        Map<NodeKey, PeerStatus> peers = new LinkedHashMap<>();
        in.beginObject();
        for (String key = in.field(); key != null; key = in.field()) {
            PeerStatus peer = in.objectOrNull(PeerStatus::read);
            if (peer != null) {
                peers.put(new NodeKey(key), peer);
            }
        }
        return Collections.unmodifiableMap(peers);
    }

    static Map<UserId, UserProfile> users(JsonIn in) {
        if (in.isNull()) {
            return Map.of();
        }
        Map<UserId, UserProfile> users = new LinkedHashMap<>();
        in.beginObject();
        for (String key = in.field(); key != null; key = in.field()) {
            UserProfile user = in.objectOrNull(UserProfile::read);
            if (user != null) {
                users.put(user.id(), user);
            }
        }
        return Collections.unmodifiableMap(users);
    }

    static Map<NodeKey, PeerStatusLite> livePeers(JsonIn in) {
        Map<NodeKey, PeerStatusLite> peers = new LinkedHashMap<>();
        objects(in, PeerStatusLite::read).forEach((key, peer) -> peers.put(new NodeKey(key), peer));
        return Collections.unmodifiableMap(peers);
    }

    static Map<StableNodeId, PeerState> peerStates(JsonIn in) {
        Map<StableNodeId, PeerState> states = new LinkedHashMap<>();
        objects(in, PeerState::read).forEach((id, state) -> states.put(new StableNodeId(id), state));
        return Collections.unmodifiableMap(states);
    }

    /** Returns objects by name; one that is null is left out. */
    static <T> Map<String, T> objects(JsonIn in, Function<JsonIn, T> decoder) {
        if (in.isNull()) {
            return Map.of();
        }
        Map<String, T> objects = new LinkedHashMap<>();
        in.beginObject();
        for (String key = in.field(); key != null; key = in.field()) {
            T object = in.objectOrNull(decoder);
            if (object != null) {
                objects.put(key, object);
            }
        }
        return Collections.unmodifiableMap(objects);
    }

    /** Reads an object of Go that says something by being there. */
    static boolean present(JsonIn in) {
        if (in.isNull()) {
            return false;
        }
        in.beginObject();
        while (in.field() != null) {
            in.skip();
        }
        return true;
    }
}
