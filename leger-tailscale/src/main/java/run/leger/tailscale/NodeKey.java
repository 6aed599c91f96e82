package run.leger.tailscale;

import run.leger.core.internal.JsonIn;

/**
 * The public key of a node: {@code nodekey:} and 64 hexadecimal digits. Changes when the key is rotated.
 *
 * @param value the id as the daemon writes it
 */
public record NodeKey(String value) {
    static final NodeKey NONE = new NodeKey("");

    /**
     * Returns an id.
     *
     * @param value the id as the daemon writes it
     * @return the same as a type
     */
    public static NodeKey of(String value) {
        return new NodeKey(value);
    }

    /**
     * Tells whether there is an id at all.
     *
     * @return true for the zero value, which stands for nobody
     */
    public boolean isNone() {
        return value.isEmpty() || value.matches("nodekey:0*");
    }

    static NodeKey read(JsonIn in) {
        return new NodeKey(in.text());
    }

    @Override
    public String toString() {
        return value;
    }
}
