package run.leger.caddy.standard;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import run.leger.caddy.internal.IpLiteral;

/** The address of an upstream: a network address, or scheme, host and port of a URL. */
final class UpstreamAddress {
    private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):([^\\p{Cntrl}#?]*)\\??(#?)");
    private static final Pattern PORT = Pattern.compile("(:[0-9]*)?");
    private static final Pattern RANGE = Pattern.compile(":[^:\\[-]+-[^:\\[-]*", Pattern.DOTALL);
    private static final Pattern RANGE_AND_PATH = Pattern.compile("//[^/]*:[^/:-]*+-[^/:]*+/.*");
    // Possessive: the others call themselves for each character of a name.
    private static final Pattern USER = Pattern.compile("(?:[A-Za-z0-9._:~!$&'()*+,;=@-]++|%[0-9A-Fa-f]{2})*+");
    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9_.~!$&'()*+,;=:\\]<>\"\\P{ASCII}-]++|%(?:25|[89A-Fa-f][0-9A-Fa-f]))*+");
    private static final Pattern LITERAL =
            Pattern.compile("\\[([0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)(?:%25[^\\[\\]\\s/]+)?\\](:.*)?", Pattern.DOTALL);
    private static final String COMPONENTS =
            "for now, URLs for proxy upstreams only support scheme, host, and port components";

    private UpstreamAddress() {}

    /** Returns what Caddy finds wrong with an address, empty where it takes it. */
    static Optional<String> problem(String address) {
        if (!address.contains("://")) {
            NetworkAddress dialled = dialled(address);
            return hasPlaceholder(dialled.port()) ? Optional.empty() : NetworkAddress.problem(dialled.join());
        }
        if (address.contains("{")) {
            return Optional.of("due to parsing difficulties, placeholders are not allowed when an upstream address"
                    + " contains a scheme");
        }
        return urlProblem(address);
    }

    /** Returns the scheme that an address without problems asks for, empty where it asks for none. */
    static String scheme(String address) {
        if (address.contains("://")) {
            return address.substring(0, address.indexOf(':')).toLowerCase(Locale.ROOT);
        }
        return NetworkAddress.network(address).equals("unix+h2c") ? "h2c" : "";
    }

    private static NetworkAddress dialled(String address) {
        NetworkAddress parts = NetworkAddress.split(address)
                .orElseGet(() -> new NetworkAddress(NetworkAddress.network(address), address, ""));
        boolean hasPort = !NetworkAddress.isUnix(parts.network()) && !NetworkAddress.isFileDescriptor(parts.network());
        String network = parts.network().equals("unix+h2c") ? "unix" : parts.network();
        boolean assumed = parts.port().isEmpty() && !parts.host().contains("{") && hasPort;
        return new NetworkAddress(network, parts.host(), assumed ? "80" : parts.port());
    }

    private static boolean hasPlaceholder(String port) {
        return port.contains("{") && port.contains("}");
    }

    private static Optional<String> urlProblem(String address) {
        Matcher url = URL.matcher(address);
        if (!url.matches()) {
            boolean more = address.contains("?") || address.contains("#");
            return Optional.of(more ? COMPONENTS : "parsing upstream URL: '" + address + "' is none");
        }
        String scheme = url.group(1).toLowerCase(Locale.ROOT);
        String rest = url.group(2);
        if (rest.startsWith("/") && rest.lastIndexOf('/') != 1) {
            boolean afterRange = RANGE_AND_PATH.matcher(rest).matches();
            return Optional.of(COMPONENTS + (afterRange ? ", but a path follows the range of ports" : ""));
        }
        Optional<String> unsupported = schemeProblem(scheme);
        if (unsupported.isPresent()) {
            return unsupported;
        }
        // Without slashes behind the scheme, Go finds neither a host nor a port.
        return rest.startsWith("/") ? authorityProblem(scheme, rest.substring(2), address) : Optional.empty();
    }

    private static Optional<String> schemeProblem(String scheme) {
        return switch (scheme) {
            case "http", "https", "h2c" -> Optional.empty();
            case "ws", "wss" ->
                Optional.of("the scheme " + scheme + ":// is only supported in browsers; use "
                        + (scheme.equals("ws") ? "http" : "https") + ":// instead");
            default -> Optional.of("unsupported URL scheme " + scheme + "://");
        };
    }

    private static Optional<String> authorityProblem(String scheme, String authority, String address) {
        int at = authority.lastIndexOf('@');
        String hostPort = authority.substring(at + 1);
        Optional<String> notParsed = Optional.of("parsing upstream URL: '" + address + "' is none");
        if (at >= 0 && !USER.matcher(authority.substring(0, at)).matches()) {
            return notParsed;
        }
        Matcher literal = LITERAL.matcher(hostPort);
        int colon = scheme.equals("h2c") ? hostPort.lastIndexOf(':') : hostPort.indexOf(':');
        String host = colon < 0 ? hostPort : hostPort.substring(0, colon);
        String port = colon < 0 ? "" : hostPort.substring(colon);
        if (literal.matches() && IpLiteral.canonical(literal.group(1)).isPresent()) {
            host = literal.group(1);
            port = literal.group(2) == null ? "" : literal.group(2);
        } else if (!HOST.matcher(host).matches()) {
            return notParsed;
        }
        boolean range = RANGE.matcher(port).matches();
        if (!range && !PORT.matcher(port).matches()) {
            return Optional.of("parsing upstream URL: invalid port \"" + port + "\" after host");
        }
        String number = port.length() > 1 ? port.substring(1) : scheme.equals("https") ? "443" : "80";
        if (number.equals(scheme.equals("https") ? "80" : "443")) {
            return Optional.of("upstream address has conflicting scheme (" + scheme + "://) and port (:" + number
                    + ", the " + (scheme.equals("https") ? "HTTP" : "HTTPS") + " port)");
        }
        return NetworkAddress.problem(GoHostPort.join(host, number));
    }
}
