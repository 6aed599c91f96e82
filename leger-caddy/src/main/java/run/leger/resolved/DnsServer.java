package run.leger.resolved;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import run.leger.caddy.internal.IpLiteral;
import run.leger.core.DnsName;

/**
 * A name server.
 *
 * @param address its IP address, in canonical spelling
 * @param port its port, or 0 for the usual one
 * @param interfaceName the interface to reach it through, a number in decimal, or empty; systemd-resolved takes {@code lo} for
 *     127.0.0.0/8 and {@code ::1} whatever stands here, and yet counts servers that differ in it as several
 * @param name its name for DNS over TLS, or empty
 */
public record DnsServer(String address, int port, Optional<String> interfaceName, Optional<DnsName> name) {
    private static final Pattern TEXT = Pattern.compile(
            "(?:\\[(?<six>[^\\]]*)\\]:(?<sixPort>[^%#:]*)|(?<four>[0-9.]+):(?<fourPort>[^%#:]*)|(?<bare>[0-9A-Fa-f.:]+))"
                    + "(?:%(?<interface>[^#]*))?(?:#(?<name>.*))?",
            Pattern.DOTALL);
    private static final Pattern INTERFACE = Pattern.compile("(?![0-9]+$)[A-Za-z0-9_.@-]{1,15}");
    private static final String SETTING = "DNS=";

    /**
     * Checks the parts; the ports 53 and 853 become 0, as they do in systemd-resolved: which of them is asked follows from {@code DNSOverTLS=}.
     * An interface that is a number, which may be hexadecimal, octal or binary as a port may, becomes a decimal one.
     *
     * @throws InvalidSettingException if the address is none, the port is out of range, or the interface is neither a number from 1 to 2147483647
     *     nor 1 to 15 letters, digits or {@code _ . @ -}
     */
    public DnsServer {
        address = IpLiteral.canonical(address)
                .orElseThrow(() -> new InvalidSettingException(SETTING, "has a server whose address is no IP address"));
        if (port < 0 || port > 65535) {
            throw badPort();
        }
        port = port == 53 || port == 853 ? 0 : port;
        interfaceName = interfaceName.map(DnsServer::nameOrNumber);
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
            throw malformed();
        }
        String six = parts.group("six");
        String four = parts.group("four");
        String port = six == null ? parts.group("fourPort") : parts.group("sixPort");
        if (six != null && six.indexOf(':') < 0) {
            throw malformed();
        }
        return new DnsServer(
                six != null ? six : four != null ? four : parts.group("bare"),
                port == null ? 0 : Numbers.read(port, Numbers.MAX_PORT).orElseThrow(DnsServer::badPort),
                Optional.ofNullable(parts.group("interface")),
                Optional.ofNullable(parts.group("name")).map(DnsServer::serverName));
    }

    private static InvalidSettingException malformed() {
        return new InvalidSettingException(SETTING, "has a server that is not address[:port][%interface][#name]");
    }

    private static InvalidSettingException badPort() {
        return new InvalidSettingException(SETTING, "has a server whose port is not from 1 to 65535");
    }

    /** Tells of a text that is no server here whether nothing but its name is wrong, which systemd-resolved takes unseen. */
    static boolean isLoose(String text) {
        int hash = text.indexOf('#');
        try {
            return hash > 0
                    && hash + 1 < text.length()
                    && !of(text.substring(0, hash)).isDropped();
        } catch (InvalidSettingException e) {
            return false;
        }
    }

    private static String nameOrNumber(String text) {
        OptionalInt number = Numbers.read(text, Integer.MAX_VALUE);
        if (number.isPresent()) {
            return Integer.toString(number.getAsInt());
        }
        if (!INTERFACE.matcher(text).matches()) {
            throw new InvalidSettingException(SETTING, "has a server whose interface cannot be one");
        }
        return text;
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
