package run.leger.tailscale;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;

/**
 * Who has capabilities: a node by itself, or a caller by what the policy grants. Names of known ones are in {@link CapabilityNames}; those of grants
 * are chosen by who writes the policy.
 *
 * <pre>{@code
 * record Access(List<String> actions) {}
 *
 * List<Access> access = who.capability("example.com/cap/app", Access.class);
 * }</pre>
 */
public sealed interface Capabilities permits WhoIs, Node, PeerStatus {
    /**
     * Returns the capabilities as they were received.
     *
     * @return the values by name; a capability without values has an empty list
     */
    Map<String, List<Json>> capMap();

    /**
     * Tells whether there is a capability, with or without values.
     *
     * @param name its whole name
     * @return true where it is there
     */
    default boolean hasCapability(String name) {
        return capMap().containsKey(name);
    }

    /**
     * Returns the values of a capability. Several grants of one name are several values, in the daemon's order, and never merged. A value that does not
     * fit the type is left out, and is still in {@link #capMap}.
     *
     * <p>Needs jackson-databind; how it fills the type is said at {@link Json#as}.
     *
     * @param name the capability's whole name
     * @param type what each value is read as, such as a record
     * @param <T> the same
     * @return the values that fit; empty where there are none
     * @throws IllegalArgumentException if the type cannot be read from JSON at all
     * @throws IllegalStateException if jackson-databind is not there
     */
    default <T> List<T> capability(String name, Class<T> type) {
        return capability(name, type, malformed -> {});
    }

    /**
     * Returns the values of a capability, see {@link #capability(String, Class)}, and tells of each that does not fit.
     *
     * @param name the capability's whole name
     * @param type what each value is read as, such as a record
     * @param malformed is called for each value that does not fit, in their order; what it throws ends the reading
     * @param <T> the same as the type
     * @return the values that fit; empty where there are none
     * @throws IllegalArgumentException if the type cannot be read from JSON at all
     * @throws IllegalStateException if jackson-databind is not there
     */
    default <T> List<T> capability(String name, Class<T> type, Consumer<MalformedGrant> malformed) {
        List<Json> values = capMap().getOrDefault(name, List.of());
        List<T> fitting = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            Json value = values.get(i);
            T read;
            try {
                read = value.as(type);
            } catch (MalformedReplyException e) {
                malformed.accept(new MalformedGrant(name, i, value, e));
                continue;
            }
            fitting.add(read);
        }
        return Collections.unmodifiableList(fitting);
    }
}
