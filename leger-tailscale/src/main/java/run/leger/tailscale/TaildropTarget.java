package run.leger.tailscale;

import run.leger.core.internal.JsonIn;

/**
 * Whether files can be sent to a device. Open: a newer daemon may use a number that is not known here.
 *
 * <p>Mirrors {@code ipnstate.TaildropTargetStatus}.
 *
 * @param wire the daemon's number
 */
public record TaildropTarget(int wire) {
    static final TaildropTarget NONE = new TaildropTarget(0);

    private static final Known[] KNOWN = Known.values();

    /** The numbers of today, in their order from 0, for a switch. */
    public enum Known {
        /** Not told. */
        UNKNOWN,
        /** Files can be sent. */
        AVAILABLE,
        /** There is no network map yet. */
        NO_NETMAP,
        /** The daemon is not running. */
        IPN_NOT_RUNNING,
        /** The tailnet does not allow it. */
        MISSING_CAPABILITY,
        /** The device is offline. */
        OFFLINE,
        /** Nothing is known about the device. */
        NO_PEER_INFO,
        /** Its operating system cannot. */
        UNSUPPORTED_OS,
        /** It has no peer API. */
        NO_PEER_API,
        /** It belongs to another user. */
        OWNED_BY_OTHER_USER,
        /** A number that this version does not know; {@link TaildropTarget#wire} has it. */
        UNRECOGNIZED
    }

    /**
     * Returns the number for a switch.
     *
     * @return the known one, or {@link Known#UNRECOGNIZED}
     */
    public Known known() {
        return wire >= 0 && wire < KNOWN.length - 1 ? KNOWN[wire] : Known.UNRECOGNIZED;
    }

    static TaildropTarget read(JsonIn in) {
        return new TaildropTarget(in.int32());
    }
}
