package run.leger.tailscale;

import org.jspecify.annotations.Nullable;
import run.leger.core.internal.JsonIn;

/**
 * The numeric id of a user, of 64 bits. It is never given to somebody else: keep data apart by this, not by the login name.
 *
 * @param value the id as the daemon writes it
 */
public record UserId(long value) {
    static final UserId NONE = new UserId(0);

    /**
     * Returns an id.
     *
     * @param value the id as the daemon writes it
     * @return the same as a type
     */
    public static UserId of(long value) {
        return new UserId(value);
    }

    /**
     * Tells whether there is an id at all.
     *
     * @return true for the zero value, which stands for nobody
     */
    public boolean isNone() {
        return value == 0;
    }

    static UserId read(JsonIn in) {
        return new UserId(in.int64());
    }

    // Written out because this is a key of maps: what the compiler gives a record is linked at run time, at the cost of
    // a cold start.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UserId key && value == key.value;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
