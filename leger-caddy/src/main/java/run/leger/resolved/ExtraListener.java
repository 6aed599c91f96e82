package run.leger.resolved;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import run.leger.caddy.internal.IpLiteral;

/**
 * One more address on which systemd-resolved answers.
 *
 * @param protocol {@code udp}, {@code tcp}, or empty for both
 * @param address the IP address, in canonical spelling
 * @param port the port, or 0 for 53
 */
public record ExtraListener(String protocol, String address, int port) {
    private static final Pattern TEXT =
            Pattern.compile("(?:(udp|tcp):)?(?:\\[([^\\]]*)\\]:([^:]*)|([0-9.]+):([^:]*)|([0-9A-Fa-f.:]+))");
    private static final String SETTING = "DNSStubListenerExtra=";

    /**
     * Checks the parts; port 53 becomes 0.
     *
     * @throws InvalidSettingException if the protocol is another one, the address is none, or the port is out of range
     */
    public ExtraListener {
        if (!protocol.isEmpty() && !protocol.equals("udp") && !protocol.equals("tcp")) {
            throw new InvalidSettingException(SETTING, "has a protocol that is neither udp nor tcp");
        }
        address = IpLiteral.canonical(address)
                .orElseThrow(() -> new InvalidSettingException(SETTING, "has an address that is no IP address"));
        if (port < 0 || port > 65535) {
            throw new InvalidSettingException(SETTING, "has a port that is not from 1 to 65535");
        }
        port = port == 53 ? 0 : port;
    }

    /**
     * Returns a listener from text.
     *
     * @param text {@code [udp:|tcp:]address[:port]}; IPv6 stands in brackets where a port follows
     * @return the listener
     * @throws InvalidSettingException if it is anything else
     */
    public static ExtraListener of(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches() || parts.group(2) != null && parts.group(2).indexOf(':') < 0) {
            throw new InvalidSettingException(SETTING, "is not [udp:|tcp:]address[:port]");
        }
        String port = parts.group(2) == null ? parts.group(5) : parts.group(3);
        String address =
                parts.group(2) != null ? parts.group(2) : parts.group(4) != null ? parts.group(4) : parts.group(6);
        return new ExtraListener(
                parts.group(1) == null ? "" : parts.group(1),
                address,
                port == null
                        ? 0
                        : Numbers.read(port, Numbers.MAX_PORT)
                                .orElseThrow(() -> new InvalidSettingException(
                                        SETTING, "has a port that is not from 1 to 65535")));
    }

    /**
     * Returns the listener as it stands in the file.
     *
     * @return the text
     */
    @Override
    public String toString() {
        String place =
                port == 0 ? address : IpLiteral.isSix(address) ? "[" + address + "]:" + port : address + ":" + port;
        return protocol.isEmpty() ? place : protocol + ":" + place;
    }
}
