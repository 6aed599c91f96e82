package run.leger.caddy;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.internal.IpLiteral;

/** The parts of a site address as Caddy finds them in a key. */
record AddressParts(String scheme, String host, int port, String path) {
    private static final int MAX = 4096;

    /**
     * Splits a key.
     *
     * @throws IllegalArgumentException with Caddy's words, if it is no address
     */
    static AddressParts of(String key) {
        String text = (key.length() > MAX ? key.substring(0, MAX) : key).strip();
        int colons = text.indexOf("://");
        String scheme = lower(colons < 0 ? "" : text.substring(0, colons));
        String rest = colons < 0 ? text : text.substring(colons + 3);
        int slash = rest.indexOf('/');
        String path = slash < 0 ? "" : rest.substring(slash);
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        String port = portOf(authority);
        String host =
                port == null ? bare(authority) : bare(authority.substring(0, authority.length() - port.length() - 1));
        switch (scheme) {
            case "", "http", "https" -> {}
            case "ws", "wss" ->
                throw new IllegalArgumentException("the scheme " + scheme + ":// is only supported in browsers; use "
                        + (scheme.equals("ws") ? "http" : "https") + ":// instead");
            default -> throw new IllegalArgumentException("unsupported URL scheme " + scheme + "://");
        }
        return new AddressParts(
                scheme, canonical(lower(host)), port == null || port.isEmpty() ? 0 : number(port), path);
    }

    /** Returns what follows the last colon, or null where no colon begins a port: in an IPv6 address without brackets. */
    private static @Nullable String portOf(String authority) {
        int colon = authority.lastIndexOf(':');
        if (colon < 0) {
            return null;
        }
        if (authority.startsWith("[")) {
            int close = authority.indexOf(']');
            return close >= 0 && colon == close + 1 ? authority.substring(colon + 1) : null;
        }
        return authority.indexOf(':') == colon && authority.indexOf('[') < 0 && authority.indexOf(']') < 0
                ? authority.substring(colon + 1)
                : null;
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.indexOf(']') == host.length() - 1
                ? host.substring(1, host.length() - 1)
                : host;
    }

    private static int number(String port) {
        if (!port.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("invalid port '" + port + "'");
        }
        long number = Long.parseLong(port);
        if (number > 65535) {
            throw new IllegalArgumentException("port " + number + " is out of range");
        }
        return (int) number;
    }

    private static String canonical(String host) {
        String text = host.strip();
        return IpLiteral.canonical(text)
                .filter(ip -> IpLiteral.isSix(ip) && !ip.startsWith("::ffff:"))
                .orElse(host);
    }

    /** In lower case but for placeholders. */
    private static String lower(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        boolean escaped = false;
        boolean placeholder = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            placeholder = !escaped && (c == '{' || placeholder && c != '}') || escaped && placeholder;
            escaped = c == '\\' && !escaped;
            lower.append(placeholder ? String.valueOf(c) : String.valueOf(c).toLowerCase(Locale.ROOT));
        }
        return lower.toString();
    }
}
