package run.leger.tailscale.serve;

import run.leger.core.DnsName;

/**
 * The name of a Tailscale Service.
 *
 * @param value the name, as {@code svc:label}
 */
public record ServiceName(String value) implements Comparable<ServiceName> {
    private static final String PREFIX = "svc:";

    /**
     * Returns a name.
     *
     * @param value the name, as {@code svc:label}
     * @return the same as a type
     * @throws IllegalArgumentException if it does not begin with {@code svc:}, or a single DNS label does not follow
     */
    public static ServiceName of(String value) {
        if (!value.startsWith(PREFIX)) {
            throw new IllegalArgumentException(
                    "a service's name begins with svc: and this does not: " + Shown.of(value));
        }
        String label = value.substring(PREFIX.length());
        if (!label.matches("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?")) {
            throw new IllegalArgumentException("svc: and one DNS label make a service's name: " + Shown.of(value));
        }
        return new ServiceName(value);
    }

    /**
     * Returns the name without its prefix, as it is used in DNS.
     *
     * @return the label, or an empty string where there is no prefix
     */
    public String withoutPrefix() {
        return value.startsWith(PREFIX) ? value.substring(PREFIX.length()) : "";
    }

    /**
     * Returns the host name of the service, for its web handlers.
     *
     * @param magicDnsSuffix the suffix of the tailnet
     * @return {@code label.suffix}
     * @throws IllegalArgumentException if this name is not {@code svc:label}
     */
    public DnsName in(DnsName magicDnsSuffix) {
        return magicDnsSuffix.child(withoutPrefix());
    }

    @Override
    public int compareTo(ServiceName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
