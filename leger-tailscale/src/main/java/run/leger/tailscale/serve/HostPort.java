package run.leger.tailscale.serve;

import run.leger.core.DnsName;

/**
 * A name and a port at which something is served.
 *
 * @param value {@code host:port}, the host without a trailing dot
 */
public record HostPort(String value) implements Comparable<HostPort> {
    /**
     * Returns a name with a port.
     *
     * @param host the device's own full name, or a service's
     * @param port 1 to 65535
     * @return the two as a type
     * @throws IllegalArgumentException if the port is none
     */
    public static HostPort of(DnsName host, int port) {
        return new HostPort(host.value() + ":" + Ports.check(port));
    }

    /**
     * Returns the host.
     *
     * @return what comes before the last colon
     */
    public String host() {
        int colon = value.lastIndexOf(':');
        return colon < 0 ? value : value.substring(0, colon);
    }

    /**
     * Returns the port.
     *
     * @return the port, or 0 where the text that came from the daemon has none
     */
    public int port() {
        return Ports.parse(value.substring(value.lastIndexOf(':') + 1));
    }

    @Override
    public int compareTo(HostPort other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
