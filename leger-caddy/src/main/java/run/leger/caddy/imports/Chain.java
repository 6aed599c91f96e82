package run.leger.caddy.imports;

import java.util.Arrays;

/**
 * The imports that Caddy notes in a token, by which it tells lines apart. Two chains made by adding to one may share what is added last: Caddy's
 * do, since Go's slices do, and so what was added first is lost where three or more are noted already.
 */
final class Chain {
    static final Chain EMPTY = new Chain(new String[0], 0);

    private final String[] entries;
    private final int length;

    private Chain(String[] entries, int length) {
        this.entries = entries;
        this.length = length;
    }

    Chain with(String entry) {
        String[] room = length < entries.length ? entries : Arrays.copyOf(entries, Math.max(1, 2 * length));
        room[length] = entry;
        return new Chain(room, length + 1);
    }

    boolean isSameAs(Chain other) {
        if (length != other.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!entries[i].equals(other.entries[i])) {
                return false;
            }
        }
        return true;
    }
}
