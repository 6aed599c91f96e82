package run.leger.tailscale;

/** How to ping. Mirrors {@code tailcfg.PingType}. */
public enum PingType {
    /** Finds a path: tells whether the way is direct or through a relay. */
    DISCO("disco"),
    /** Through WireGuard, without the operating system of the other side. */
    TSMP("TSMP"),
    /** Reaches the operating system of the other side. */
    ICMP("ICMP"),
    /** An HTTP request to the peer API of the other side. */
    PEER_API("peerapi");

    private final String wire;

    PingType(String wire) {
        this.wire = wire;
    }

    /**
     * Returns the daemon's word.
     *
     * @return the word, case and all
     */
    public String wire() {
        return wire;
    }
}
