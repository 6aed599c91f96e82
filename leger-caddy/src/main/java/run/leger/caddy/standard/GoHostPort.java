package run.leger.caddy.standard;

import java.util.Optional;

/** A host and a port as Go's {@code net.SplitHostPort} takes them apart: neither is checked, both may be empty. */
record GoHostPort(String host, String port) {
    /** Returns the parts, empty where there is no colon, or one too many. */
    static Optional<GoHostPort> split(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String host = text.substring(0, colon);
        String tail = text;
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            if (end < 0 || end + 1 != colon) {
                return Optional.empty();
            }
            host = text.substring(1, end);
            if (text.indexOf('[', 1) >= 0) {
                return Optional.empty();
            }
            tail = text.substring(colon);
        } else if (host.indexOf(':') >= 0 || text.indexOf('[') >= 0) {
            return Optional.empty();
        }
        return tail.indexOf(']') >= 0 ? Optional.empty() : Optional.of(new GoHostPort(host, text.substring(colon + 1)));
    }

    /** Returns both as one text, with brackets around a host that has colons. */
    static String join(String host, String port) {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
