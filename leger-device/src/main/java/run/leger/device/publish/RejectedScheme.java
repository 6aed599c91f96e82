package run.leger.device.publish;

/**
 * A kind of address that a service does not get.
 *
 * @param scheme which kind
 * @param why why not
 */
public record RejectedScheme(AddressScheme scheme, String why) {}
