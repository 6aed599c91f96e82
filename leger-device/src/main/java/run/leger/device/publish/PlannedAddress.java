package run.leger.device.publish;

import run.leger.core.DnsName;

/**
 * The address that a service gets.
 *
 * @param host the name
 * @param port the port
 * @param scheme what kind of address it is
 * @param certificate where its certificate comes from
 * @param why why this one was chosen
 */
public record PlannedAddress(DnsName host, int port, AddressScheme scheme, CertificateSource certificate, String why) {
    /**
     * Returns the address for a browser.
     *
     * @return an https address; the port is left out where it is 443
     */
    public String url() {
        return "https://" + host + (port == 443 ? "" : ":" + port);
    }
}
