package run.leger.tailscale;

import java.time.Duration;

/**
 * A record of a DNS answer, as it would stand in a zone file.
 *
 * @param name the full name with its trailing dot; odd characters are escaped as in zone files
 * @param type such as {@code A}, or {@code TYPE} and a number where it has no name
 * @param ttl how long it may be kept
 * @param data the value: an address, a name, or whatever the type has, in the form of zone files
 */
public record ResourceRecord(String name, String type, Duration ttl, String data) {}
