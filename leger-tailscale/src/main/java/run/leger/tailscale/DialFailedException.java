package run.leger.tailscale;

import org.jspecify.annotations.Nullable;
import run.leger.core.UnavailableException;

/** The daemon answers, but could not connect to where it was asked to: {@link #reason} tells a name that does not resolve from an address where nobody listens. */
public final class DialFailedException extends UnavailableException {
    private static final long serialVersionUID = 1L;

    private final String host;
    private final int port;

    DialFailedException(Reason reason, String host, int port, String said, @Nullable Throwable cause) {
        super(reason, "dial " + host + " port " + port + ": " + said, remedy(reason), cause);
        this.host = host;
        this.port = port;
    }

    private static String remedy(Reason reason) {
        return switch (reason) {
            case UNKNOWN_HOST ->
                "check the name: the daemon knows those of the tailnet, and resolves others as this device does";
            case REFUSED -> "check the port, and that the service runs there";
            default -> "check that the device is online, and that the tailnet's policy lets this one reach that port";
        };
    }

    /**
     * Returns the host that was asked for.
     *
     * @return the name or address as it was given
     */
    public String host() {
        return host;
    }

    /**
     * Returns the port that was asked for.
     *
     * @return the port
     */
    public int port() {
        return port;
    }
}
