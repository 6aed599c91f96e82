package run.leger.tailscale.lock;

import run.leger.core.internal.JsonIn;

/**
 * What a change to Tailnet Lock changes. Open: a newer daemon may use a word that is not known here.
 *
 * @param wire the daemon's word
 */
public record AumKind(String wire) {
    /** A key is trusted from now on. */
    public static final AumKind ADD_KEY = new AumKind("add-key");
    /** A key is not trusted any more. */
    public static final AumKind REMOVE_KEY = new AumKind("remove-key");
    /** The weight of a key, or what is written beside it. */
    public static final AumKind UPDATE_KEY = new AumKind("update-key");
    /** The whole state, as when the lock was turned on. */
    public static final AumKind CHECKPOINT = new AumKind("checkpoint");
    /** Nothing. */
    public static final AumKind NO_OP = new AumKind("no-op");
    /** None that could be. */
    public static final AumKind INVALID = new AumKind("invalid");

    static final AumKind NONE = new AumKind("");

    static AumKind read(JsonIn in) {
        return new AumKind(in.text());
    }

    @Override
    public String toString() {
        return wire;
    }
}
