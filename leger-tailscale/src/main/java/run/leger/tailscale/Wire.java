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
        return in.list(Wire::address);
    }

    static List<IpPrefix> prefixes(JsonIn in) {
        return prefixes(in, List.of());
    }

    /** Ranges of which some are of one address that is known already: it is not made anew, which matters in ten thousand devices. */
    static List<IpPrefix> prefixes(JsonIn in, List<IpAddress> known) {
        return in.list(element -> prefix(element.text(), known));
    }

    /** A zero prefix is an empty string. The form is checked as an address's is; {@link IpPrefix#of} would ask the JDK, at ten times the cost. */
    private static @Nullable IpPrefix prefix(String text, List<IpAddress> known) {
        int slash = text.indexOf('/');
        IpAddress address = slash < 0 ? null : addressBefore(slash, text, known);
        try {
            return address == null ? null : new IpPrefix(address, Integer.parseInt(text, slash + 1, text.length(), 10));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable IpAddress addressBefore(int slash, String text, List<IpAddress> known) {
        for (IpAddress one : known) {
            if (one.value().length() == slash && text.startsWith(one.value())) {
                return one;
            }
        }
        return address(text.substring(0, slash));
    }

    static Map<String, List<Json>> capabilities(JsonIn in) {
        return in.map(values -> values.list(JsonIn::raw));
    }

    static Map<NodeKey, PeerStatus> peers(JsonIn in) {
        return objects(in, NodeKey::new, PeerStatus::read);
    }

    static Map<UserId, UserProfile> users(JsonIn in) {
        if (in.isNull()) {
            return Map.of();
        }
        Map<UserId, UserProfile> users = new LinkedHashMap<>();
        in.beginObject();
        for (String key = in.key(); key != null; key = in.key()) {
            UserProfile user = in.objectOrNull(UserProfile::read);
            if (user != null) {
                users.put(user.id(), user);
            }
        }
        return Collections.unmodifiableMap(users);
    }

    static Map<NodeKey, PeerStatusLite> livePeers(JsonIn in) {
        return objects(in, NodeKey::new, PeerStatusLite::read);
    }

    static Map<StableNodeId, PeerState> peerStates(JsonIn in) {
        return objects(in, StableNodeId::new, PeerState::read);
    }

    static <T> Map<String, T> objects(JsonIn in, Function<JsonIn, T> decoder) {
        return objects(in, name -> name, decoder);
    }

    /** Returns objects by what their names stand for; one that is null is left out. */
    private static <K, T> Map<K, T> objects(JsonIn in, Function<String, K> name, Function<JsonIn, T> decoder) {
        if (in.isNull()) {
            return Map.of();
        }
        Map<K, T> objects = new LinkedHashMap<>();
        in.beginObject();
        for (String key = in.key(); key != null; key = in.key()) {
            T object = in.objectOrNull(decoder);
            if (object != null) {
                objects.put(name.apply(key), object);
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
