package run.leger.device;

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
     * Returns this service with another upstream.
     *
     * @param address where it listens, as {@code host:port}
     * @return the changed service
     */
    public LegerService withUpstream(String address) {
        return new LegerService(name, label, address, legerDomain, port);
    }
}
