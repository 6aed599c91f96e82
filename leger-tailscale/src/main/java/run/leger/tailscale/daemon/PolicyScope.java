package run.leger.tailscale.daemon;

/** For what a policy is asked. */
public enum PolicyScope {
    /** This device. */
    DEVICE("Device"),
    /** The profile in use. */
    PROFILE("Profile"),
    /** The user who asks. */
    USER("User");

    private final String wire;

    PolicyScope(String wire) {
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
