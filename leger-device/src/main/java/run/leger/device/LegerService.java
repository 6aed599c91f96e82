package run.leger.device;

import run.leger.caddy.Upstream;
import run.leger.core.DnsName;

/**
 * A service that Leger runs on its users' devices.
 *
 * @param name what people call it
 * @param label the first label of its address; also its id
 * @param upstream where it listens on the device, as {@code host:port}
 * @param legerDomain its name under Leger's own domain
 * @param port the port under the device's own name, where it has no name of its own
 */
public record LegerService(String name, String label, String upstream, DnsName legerDomain, int port) {
    /**
     * Checks the upstream.
     *
     * @throws run.leger.caddy.UnwritableValueException if Caddy would read something else than one upstream there
     */
    public LegerService {
        Upstream.of(upstream);
    }

    /**
     * Returns this service with another upstream.
     *
     * @param address where it listens, as {@code host:port}
     * @return the changed service
     * @throws run.leger.caddy.UnwritableValueException if it is not one
     */
    public LegerService withUpstream(String address) {
        return new LegerService(name, label, address, legerDomain, port);
    }
}
