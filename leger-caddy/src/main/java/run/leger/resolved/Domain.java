package run.leger.resolved;

import java.util.Optional;
import run.leger.core.DnsName;

/**
 * A domain of {@code Domains=}: which names go to the global servers, and, unless it is for routing only, where single labels are completed.
 *
 * @param name the domain, or empty for all names
 * @param routingOnly whether it is not searched
 */
public record Domain(Optional<DnsName> name, boolean routingOnly) {
    private static final Domain ALL = new Domain(Optional.empty(), true);

    /**
     * Checks the pair.
     *
     * @throws InvalidSettingException if all names are to be searched
     */
    public Domain {
        if (name.isEmpty() && !routingOnly) {
            throw new InvalidSettingException("Domains=", "cannot search the root");
        }
    }

    /**
     * Returns the route for all names, {@code ~.}.
     *
     * @return the domain
     */
    public static Domain all() {
        return ALL;
    }

    /**
     * Returns a domain for searching and routing.
     *
     * @param name the domain
     * @return the domain
     */
    public static Domain search(DnsName name) {
        return new Domain(Optional.of(name), false);
    }

    /**
     * Returns a domain for routing only.
     *
     * @param name the domain
     * @return the domain
     */
    public static Domain route(DnsName name) {
        return new Domain(Optional.of(name), true);
    }

    /**
     * Returns a domain from text.
     *
     * @param text a name to search, or {@code ~} and a name to route; {@code ~.}, {@code .}, {@code ~}, {@code *} and {@code ~*} mean all
     * @return the domain
     * @throws InvalidSettingException if it is no domain name
     */
    public static Domain of(String text) {
        boolean routing = text.startsWith("~");
        String name = routing ? text.substring(1) : text;
        if (name.equals(".") || name.equals("*") || name.isEmpty() && routing) {
            return ALL;
        }
        try {
            return new Domain(Optional.of(DnsName.of(name)), routing);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException("Domains=", "has a domain that is no domain name");
        }
    }

    /**
     * Returns the domain as it stands in the file.
     *
     * @return the text
     */
    @Override
    public String toString() {
        return (routingOnly ? "~" : "") + name.map(DnsName::value).orElse(".");
    }
}
