package run.leger.device.publish;

/** The kinds of address that a service can have, in the order in which they are preferred. */
public enum AddressScheme {
    /** {@code <label>.leger.run}: Leger's own domain, where it was asked for. */
    LEGER_DOMAIN("Leger's domain"),
    /** {@code <label>.<tailnet>.ts.net}: where the tailnet hosts that name on this device. */
    SERVICE_NAME("service name"),
    /** {@code <label>.<device>.<tailnet>.ts.net}: where names below the device's own resolve. */
    DEVICE_SUBDOMAIN("device subdomain"),
    /** {@code <device>.<tailnet>.ts.net:<port>}: always, with the device's own certificate. */
    DEVICE_PORT("device with a port");

    private final String words;

    AddressScheme(String words) {
        this.words = words;
    }

    /**
     * Returns what people call the scheme.
     *
     * @return a few words
     */
    public String words() {
        return words;
    }
}
