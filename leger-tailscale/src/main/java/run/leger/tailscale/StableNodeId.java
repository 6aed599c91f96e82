package run.leger.tailscale;

import run.leger.core.internal.JsonIn;

/**
 * The id of a node that survives key rotation: index by this.
 *
 * @param value the id as the daemon writes it
 */
public record StableNodeId(String value) {
    static final StableNodeId NONE = new StableNodeId("");

    /**
     * Returns an id.
     *
     * @param value the id as the daemon writes it
     * @return the same as a type
     */
    public static StableNodeId of(String value) {
        return new StableNodeId(value);
    }

    /**
     * Tells whether there is an id at all.
     *
     * @return true for the zero value, which stands for nobody
     */
    public boolean isNone() {
        return value.isEmpty();
    }

    static StableNodeId read(JsonIn in) {
        return new StableNodeId(in.text());
    }

    @Override
    public String toString() {
        return value;
    }
}
