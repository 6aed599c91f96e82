package run.leger.tailscale;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import run.leger.core.internal.JsonOut;

/**
 * A change of what the user has pinned: the lists that are named here are replaced, the others stay. Immutable; each method returns a new
 * edit.
 *
 * <p>Mirrors {@code favorites.PinsSetRequest}.
 */
public final class PinsEdit {
    private static final PinsEdit NONE = new PinsEdit(Optional.empty(), Optional.empty(), Optional.empty());

    private final Optional<List<StableNodeId>> devices;
    private final Optional<List<StableNodeId>> exitNodes;
    private final Optional<List<String>> services;

    private PinsEdit(
            Optional<List<StableNodeId>> devices,
            Optional<List<StableNodeId>> exitNodes,
            Optional<List<String>> services) {
        this.devices = devices;
        this.exitNodes = exitNodes;
        this.services = services;
    }

    /**
     * Returns an edit that changes nothing.
     *
     * @return the empty edit
     */
    public static PinsEdit none() {
        return NONE;
    }

    /**
     * Replaces the devices.
     *
     * @param ids the new ones; empty for none
     * @return a new edit
     */
    public PinsEdit devices(List<StableNodeId> ids) {
        return new PinsEdit(Optional.of(List.copyOf(ids)), exitNodes, services);
    }

    /**
     * Replaces the exit nodes.
     *
     * @param ids the new ones; empty for none
     * @return a new edit
     */
    public PinsEdit exitNodes(List<StableNodeId> ids) {
        return new PinsEdit(devices, Optional.of(List.copyOf(ids)), services);
    }

    /**
     * Replaces the services.
     *
     * @param names the new ones, as {@code svc:name}; empty for none
     * @return a new edit
     */
    public PinsEdit services(List<String> names) {
        return new PinsEdit(devices, exitNodes, Optional.of(List.copyOf(names)));
    }

    byte[] toJson() {
        return JsonOut.object(out -> {
            out.object("Pins", pins -> {
                devices.ifPresent(ids -> pins.objects("Devices", ids, write(pins)));
                exitNodes.ifPresent(ids -> pins.objects("ExitNodes", ids, write(pins)));
                services.ifPresent(names -> pins.objects("Services", names, name -> pins.field("Name", name)));
            });
            out.field("DevicesSet", devices.isPresent())
                    .field("ExitNodesSet", exitNodes.isPresent())
                    .field("ServicesSet", services.isPresent());
        });
    }

    private static Consumer<StableNodeId> write(JsonOut out) {
        return id -> out.field("ID", id.value());
    }
}
