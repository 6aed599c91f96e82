package run.leger.resolved;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import run.leger.caddy.internal.IpLiteral;
import run.leger.core.DnsName;

/**
 * A name server.
 *
 * @param address its IP address, in canonical spelling
 * @param port its port, or 0 for the usual one
 * @param interfaceName the interface to reach it through, or empty
 * @param name its name for DNS over TLS, or empty
 */
public record DnsServer(String address, int port, Optional<String> interfaceName, Optional<DnsName> name) {
    private static final Pattern TEXT = Pattern.compile(
            "(?:\\[([^\\]]*)\\]:([0-9]{1,5})|([0-9.]+):([0-9]{1,5})|([0-9A-Fa-f.:]+))(?:%([^#]*))?(?:#(.*))?");
    private static final Pattern INTERFACE = Pattern.compile("[A-Za-z0-9_.@-]{1,15}");
    private static final String SETTING = "DNS=";

    /**
     * Checks the parts; port 53 becomes 0.
     *
     * @throws InvalidSettingException if the address is none, the port is out of range, or the interface's name is not 1 to 15 letters, digits or
     *     {@code _ . @ -}
     */
    public DnsServer {
        address = IpLiteral.canonical(address)
                .orElseThrow(() -> new InvalidSettingException(SETTING, "has a server whose address is no IP address"));
        if (port < 0 || port > 65535) {
            throw new InvalidSettingException(SETTING, "has a server whose port is not from 1 to 65535");
        }
        port = port == 53 ? 0 : port;
        if (interfaceName.isPresent() && !INTERFACE.matcher(interfaceName.get()).matches()) {
            throw new InvalidSettingException(SETTING, "has a server whose interface cannot be one");
        }
    }

    /**
     * Returns a server from text.
     *
     * @param text {@code address[:port][%interface][#name]}; IPv6 stands in brackets where, and only where, a port follows
     * @return the server
     * @throws InvalidSettingException if it is anything else
     */
    public static DnsServer of(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new InvalidSettingException(SETTING, "has a server that is not address[:port][%interface][#name]");
        }
        String six = parts.group(1);
        String port = six == null ? parts.group(4) : parts.group(2);
        if (six != null && six.indexOf(':') < 0 || port != null && Integer.parseInt(port) == 0) {
            throw new InvalidSettingException(SETTING, "has a server that is not address[:port][%interface][#name]");
        }
        String address = six != null ? six : parts.group(3) != null ? parts.group(3) : parts.group(5);
        return new DnsServer(
                address,
                port == null ? 0 : Integer.parseInt(port),
                Optional.ofNullable(parts.group(6)),
                Optional.ofNullable(parts.group(7)).map(DnsServer::serverName));
    }

    private static DnsName serverName(String text) {
        try {
            return DnsName.of(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(SETTING, "has a server whose name is no DNS name");
        }
    }

    /**
     * Tells whether this is Tailscale's MagicDNS.
     *
     * @return whether it has one of its two addresses
     */
    public boolean isMagicDns() {
        return address.equals("100.100.100.100") || address.equals("fd7a:115c:a1e0::53");
    }

    /** systemd-resolved drops these without a word: nothing, and itself. */
    boolean isDropped() {
        return switch (address) {
            case "0.0.0.0", "::", "127.0.0.53", "127.0.0.54" -> true;
            default -> false;
        };
    }

    /**
     * Returns the server as it stands in the file.
     *
     * @return the text
     */
    @Override
    public String toString() {
        String place =
                port == 0 ? address : IpLiteral.isSix(address) ? "[" + address + "]:" + port : address + ":" + port;
        return place
                + interfaceName.map(iface -> "%" + iface).orElse("")
                + name.map(server -> "#" + server).orElse("");
    }
}
