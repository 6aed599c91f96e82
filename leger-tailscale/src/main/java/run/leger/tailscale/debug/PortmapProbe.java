package run.leger.tailscale.debug;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.leger.core.IpAddress;

/** How to try whether the router maps ports. Immutable. */
public final class PortmapProbe {
    private final Duration duration;
    private final @Nullable Protocol protocol;
    private final String gatewayAndSelf;
    private final boolean logHttp;

    /** How to ask the router. */
    public enum Protocol {
        /** NAT Port Mapping Protocol. */
        PMP("pmp"),
        /** Port Control Protocol. */
        PCP("pcp"),
        /** Universal Plug and Play. */
        UPNP("upnp");

        private final String wire;

        Protocol(String wire) {
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

    private PortmapProbe(Duration duration, @Nullable Protocol protocol, String gatewayAndSelf, boolean logHttp) {
        this.duration = duration;
        this.protocol = protocol;
        this.gatewayAndSelf = gatewayAndSelf;
        this.logHttp = logHttp;
    }

    /**
     * Returns a probe of the router that the system uses, by all protocols.
     *
     * @param duration how long it may take
     * @return the probe
     * @throws IllegalArgumentException if it takes no time
     */
    public static PortmapProbe lasting(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("a probe takes some time: " + duration);
        }
        return new PortmapProbe(duration, null, "", false);
    }

    /**
     * Asks by one protocol only.
     *
     * @param only which
     * @return a new probe
     */
    public PortmapProbe protocol(Protocol only) {
        return new PortmapProbe(duration, only, gatewayAndSelf, logHttp);
    }

    /**
     * Asks another router.
     *
     * @param gateway its address
     * @param self the address of this device there
     * @return a new probe
     * @throws IllegalArgumentException if one of them is no address
     */
    public PortmapProbe gatewayAndSelf(IpAddress gateway, IpAddress self) {
        // The daemon dies of what only looks like an address.
        String both = IpAddress.of(gateway.value()) + "/" + IpAddress.of(self.value());
        return new PortmapProbe(duration, protocol, both, logHttp);
    }

    /**
     * Writes all HTTP that is spoken with the router, too.
     *
     * @return a new probe
     */
    public PortmapProbe logHttp() {
        return new PortmapProbe(duration, protocol, gatewayAndSelf, true);
    }

    /**
     * Returns how long it may take.
     *
     * @return the time
     */
    public Duration duration() {
        return duration;
    }

    /**
     * Returns the only protocol.
     *
     * @return the protocol, or empty for all
     */
    public Optional<Protocol> protocol() {
        return Optional.ofNullable(protocol);
    }

    /**
     * Returns the other router, as the daemon takes it.
     *
     * @return two addresses with a slash between them, or an empty string for the router that the system uses
     */
    public String gatewayAndSelf() {
        return gatewayAndSelf;
    }

    /**
     * Tells whether HTTP is written.
     *
     * @return whether
     */
    public boolean logsHttp() {
        return logHttp;
    }
}
