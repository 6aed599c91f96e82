package run.leger.device.check;

/** The checks, in the order in which they are reported. Their ids are stable. */
public enum CheckId {
    /** Tailscale is installed: its socket answers, or a tailscaled is at a known place. */
    DAEMON_INSTALLED("daemon.installed"),
    /** The daemon answers, and is run by root or a trusted user. */
    DAEMON_RUNNING("daemon.running"),
    /** The device is logged in and connected. */
    DEVICE_LOGIN("device.login"),
    /** The device has an address in the tailnet. */
    DEVICE_IP("device.ip"),
    /** The device has a name in the tailnet. */
    DEVICE_HOSTNAME("device.hostname"),
    /** The tailnet has a name. */
    TAILNET_NAME("tailnet.name"),
    /** The tailnet is the expected one. */
    TAILNET_MATCH("tailnet.match"),
    /** The device belongs to the expected account. */
    ACCOUNT_MATCH("account.match"),
    /** This user may change the daemon's settings. */
    DAEMON_WRITE("daemon.write"),
    /** This user can have a certificate for the device's name. */
    DAEMON_CERT("daemon.cert"),
    /** Caddy's admin API answers. */
    CADDY_ADMIN("caddy.admin");

    private final String id;

    CheckId(String id) {
        this.id = id;
    }

    /**
     * Returns the stable id.
     *
     * @return the id, such as {@code daemon.running}
     */
    public String id() {
        return id;
    }

    @Override
    public String toString() {
        return id;
    }
}
