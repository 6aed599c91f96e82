package run.leger.tailscale;

/** Over which protocol somebody came. */
public enum IpProtocol {
    /** TCP. */
    TCP("tcp"),
    /** UDP. */
    UDP("udp");

    private final String wire;

    IpProtocol(String wire) {
        this.wire = wire;
    }

    /**
     * Returns the daemon's word.
     *
     * @return the word
     */
    public String wire() {
        return wire;
    }
}
