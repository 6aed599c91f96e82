package run.leger.tailscale;

import java.util.Map;
import java.util.TreeMap;
import run.leger.core.internal.JsonOut;

/**
 * A change of how the user likes to open a service: what is named here is set, the rest stays. Immutable; each method returns a new edit.
 *
 * <p>Mirrors {@code ipn.ServiceClientPrefRequest}.
 */
public final class ServiceClientPrefEdit {
    private final Map<String, String> members;

    private ServiceClientPrefEdit(Map<String, String> members) {
        this.members = members;
    }

    /**
     * Returns an edit for one service.
     *
     * @param key what the setting is kept under, such as {@code svc:db}
     * @return an edit that sets nothing yet but when it was last used
     * @throws IllegalArgumentException if the key is empty
     */
    public static ServiceClientPrefEdit of(String key) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("the key of a service is empty");
        }
        return new ServiceClientPrefEdit(Map.of("Key", key));
    }

    /**
     * Sets the program.
     *
     * @param name the program
     * @return a new edit
     */
    public ServiceClientPrefEdit client(String name) {
        return with("Client", name);
    }

    /**
     * Sets the user name.
     *
     * @param name the user name there
     * @return a new edit
     */
    public ServiceClientPrefEdit username(String name) {
        return with("Username", name);
    }

    /**
     * Sets the database.
     *
     * @param name the database
     * @return a new edit
     */
    public ServiceClientPrefEdit databaseName(String name) {
        return with("DatabaseName", name);
    }

    private ServiceClientPrefEdit with(String name, String value) {
        Map<String, String> more = new TreeMap<>(members);
        more.put(name, value);
        return new ServiceClientPrefEdit(more);
    }

    byte[] toJson() {
        return JsonOut.object(out -> members.forEach(out::field));
    }
}
