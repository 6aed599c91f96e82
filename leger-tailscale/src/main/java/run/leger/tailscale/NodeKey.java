package run.leger.tailscale;

import org.jspecify.annotations.Nullable;
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

    // Written out because this is a key of maps: what the compiler gives a record is linked at run time, at the cost of
    // a cold start.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NodeKey key && value.equals(key.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
