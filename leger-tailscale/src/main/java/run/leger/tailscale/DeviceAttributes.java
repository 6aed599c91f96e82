package run.leger.tailscale;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import run.leger.core.internal.JsonOut;

/**
 * A change of a device's posture attributes: exactly those that are named here. Immutable; each method returns a new edit.
 *
 * <p>Mirrors {@code tailcfg.AttrUpdate}.
 *
 * <pre>{@code
 * ts.network().setDeviceAttributes(DeviceAttributes.none().set("custom:patched", true).remove("custom:old"));
 * }</pre>
 */
public final class DeviceAttributes {
    private static final DeviceAttributes NONE = new DeviceAttributes(Map.of());

    private final Map<String, Consumer<JsonOut>> changes;

    private DeviceAttributes(Map<String, Consumer<JsonOut>> changes) {
        this.changes = changes;
    }

    /**
     * Returns an edit that changes nothing.
     *
     * @return the empty edit
     */
    public static DeviceAttributes none() {
        return NONE;
    }

    /**
     * Sets an attribute to a text.
     *
     * @param name its name, such as {@code custom:tier}
     * @param value the text
     * @return a new edit
     */
    public DeviceAttributes set(String name, String value) {
        Objects.requireNonNull(value, name);
        return with(name, out -> out.field(name, value));
    }

    /**
     * Sets an attribute to a number.
     *
     * @param name its name
     * @param value the number
     * @return a new edit
     * @throws IllegalArgumentException if the number is infinite or none at all
     */
    public DeviceAttributes set(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " cannot be " + value);
        }
        return with(name, out -> out.field(name, value));
    }

    /**
     * Sets an attribute to a truth value.
     *
     * @param name its name
     * @param value the value
     * @return a new edit
     */
    public DeviceAttributes set(String name, boolean value) {
        return with(name, out -> out.field(name, value));
    }

    /**
     * Removes an attribute.
     *
     * @param name its name
     * @return a new edit
     */
    public DeviceAttributes remove(String name) {
        return with(name, out -> out.field(name, (String) null));
    }

    private DeviceAttributes with(String name, Consumer<JsonOut> change) {
        Map<String, Consumer<JsonOut>> more = new LinkedHashMap<>(changes);
        more.put(name, change);
        return new DeviceAttributes(more);
    }

    byte[] toJson() {
        return JsonOut.object(out -> changes.values().forEach(change -> change.accept(out)));
    }

    /**
     * Returns the edit as it is sent.
     *
     * @return JSON
     */
    @Override
    public String toString() {
        return new String(toJson(), StandardCharsets.UTF_8);
    }
}
