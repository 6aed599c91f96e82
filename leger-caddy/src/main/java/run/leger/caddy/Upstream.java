package run.leger.caddy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that Caddy passes requests on to.
 *
 * @param scheme how to speak to it: empty for HTTP, or {@code http}, {@code https}, {@code h2c}
 * @param address {@code host:port}, {@code :port}, or {@code unix/} and an absolute path
 */
public record Upstream(String scheme, String address) {
    private static final Pattern URL =
            Pattern.compile("(?:(http|https|h2c)://)?(.*?)(?::([0-9]{1,5}))?", Pattern.DOTALL);
    private static final String POSITION = "reverse_proxy, upstream";

    /**
     * Checks both parts.
     *
     * @throws UnwritableValueException if the scheme is another one, or the address is not such an address
     */
    public Upstream {
        if (!scheme.isEmpty() && !scheme.equals("http") && !scheme.equals("https") && !scheme.equals("h2c")) {
            throw Check.refuse(POSITION, "the scheme is not http, https or h2c");
        }
        if (address.startsWith("unix/")) {
            address = Check.unix(address, POSITION, false);
            if (!scheme.isEmpty() && !scheme.equals("h2c")) {
                throw Check.refuse(POSITION, "a Unix socket has no scheme, or h2c");
            }
        } else {
            int colon = address.lastIndexOf(':');
            if (colon < 0) {
                throw Check.refuse(POSITION, "has no port");
            }
            int port = Check.port(address.substring(colon + 1), POSITION);
            String host = address.substring(0, colon);
            if (host.isEmpty() && !scheme.isEmpty()) {
                throw Check.refuse(POSITION, "has a scheme and no host");
            }
            address = host.isEmpty() ? ":" + port : Check.hostAndPort(host, port, POSITION);
            if (scheme.equals("https") ? port == 80 : !scheme.isEmpty() && port == 443) {
                throw Check.refuse(POSITION, "scheme and port contradict each other");
            }
        }
    }

    /**
     * Returns an upstream from text.
     *
     * @param text {@code host:port}, {@code :port}, {@code scheme://host} with or without a port (scheme http, https or h2c), {@code
     *     unix//absolute/path} or {@code unix+h2c//absolute/path}; an IPv6 address stands in brackets
     * @return the upstream
     * @throws UnwritableValueException if it is anything else; placeholders, port ranges, paths and user names are not taken here
     */
    public static Upstream of(String text) {
        if (text.startsWith("unix/")) {
            return new Upstream("", text);
        }
        if (text.startsWith("unix+h2c/")) {
            return new Upstream("h2c", "unix" + text.substring("unix+h2c".length()));
        }
        Matcher url = URL.matcher(text);
        if (!url.matches()) {
            throw Check.refuse(POSITION, "is not host:port");
        }
        if (url.group(2).startsWith("unix/")) {
            throw Check.refuse(POSITION, "a Unix socket is unix//path or unix+h2c//path");
        }
        String scheme = url.group(1) == null ? "" : url.group(1);
        String port = url.group(3);
        if (port == null) {
            if (scheme.isEmpty()) {
                Check.host(url.group(2), POSITION);
                throw Check.refuse(POSITION, "has neither a port nor a scheme");
            }
            port = scheme.equals("https") ? "443" : "80";
        }
        return new Upstream(scheme, url.group(2) + ":" + port);
    }

    /**
     * Returns the upstream as Caddy reads it.
     *
     * @return the token
     */
    @Override
    public String toString() {
        if (address.startsWith("unix/")) {
            return scheme.isEmpty() ? address : "unix+" + scheme + address.substring("unix".length());
        }
        return scheme.isEmpty() ? address : scheme + "://" + address;
    }
}
