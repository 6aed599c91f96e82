package run.leger.tailscale;

import run.leger.core.internal.JsonIn;

/**
 * How the tunnel to a peer stands. Open: a newer daemon may use a word that is not known here.
 *
 * <p>Mirrors {@code ipn.PeerWireGuardState}.
 *
 * @param wire the daemon's word
 */
public record WireGuardState(String wire) {
    /** There is none. */
    public static final WireGuardState NO_TUNNEL = new WireGuardState("none");

    /** It is being made. */
    public static final WireGuardState HANDSHAKE = new WireGuardState("handshake");

    /** It stands. */
    public static final WireGuardState ESTABLISHED = new WireGuardState("established");

    /** It stood, and its keys are too old. */
    public static final WireGuardState EXPIRED = new WireGuardState("expired");

    static final WireGuardState NONE = new WireGuardState("");

    /** The words of today, for a switch. */
    public enum Known {
        /** See {@link WireGuardState#NO_TUNNEL}. */
        NO_TUNNEL,
        /** See {@link WireGuardState#HANDSHAKE}. */
        HANDSHAKE,
        /** See {@link WireGuardState#ESTABLISHED}. */
        ESTABLISHED,
        /** See {@link WireGuardState#EXPIRED}. */
        EXPIRED,
        /** A word that this version does not know; {@link WireGuardState#wire} has it. */
        UNRECOGNIZED
    }

    /**
     * Returns the word for a switch.
     *
     * @return the known word, or {@link Known#UNRECOGNIZED}
     */
    public Known known() {
        return switch (wire) {
            case "none" -> Known.NO_TUNNEL;
            case "handshake" -> Known.HANDSHAKE;
            case "established" -> Known.ESTABLISHED;
            case "expired" -> Known.EXPIRED;
            default -> Known.UNRECOGNIZED;
        };
    }

    static WireGuardState read(JsonIn in) {
        return new WireGuardState(in.text());
    }

    @Override
    public String toString() {
        return wire;
    }
}
