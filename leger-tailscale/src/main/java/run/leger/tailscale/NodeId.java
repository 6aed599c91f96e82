package run.leger.tailscale;

import run.leger.core.internal.JsonIn;

/**
 * The numeric id of a node, of 64 bits.
 *
 * @param value the id as the daemon writes it
 */
public record NodeId(long value) {
    static final NodeId NONE = new NodeId(0);

    /**
     * Returns an id.
     *
     * @param value the id as the daemon writes it
     * @return the same as a type
     */
    public static NodeId of(long value) {
        return new NodeId(value);
    }

    /**
     * Tells whether there is an id at all.
     *
     * @return true for the zero value, which stands for nobody
     */
    public boolean isNone() {
        return value == 0;
    }

    static NodeId read(JsonIn in) {
        return new NodeId(in.int64());
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
