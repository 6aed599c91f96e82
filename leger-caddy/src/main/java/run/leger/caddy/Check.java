package run.leger.caddy;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import run.leger.caddy.internal.IpLiteral;
import run.leger.core.DnsName;

/** The grammars of values that have one. Each check returns the value, or throws without showing it. */
final class Check {
    private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9!#$%&'*+.^_`|~-]*");
    private static final Pattern UNIX_PATH = Pattern.compile("/[A-Za-z0-9_./@%+=:,~-]{1,107}");
    private static final Pattern UNIX_MODE = Pattern.compile("0?[2367][0-7]{2}");
    private static final Pattern NUMERIC_END = Pattern.compile("(.*\\.)?[0-9]+");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern EMAIL = Pattern.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9._-]+");

    private Check() {}

    static UnwritableValueException refuse(String position, String reason) {
        return new UnwritableValueException(position, reason, "give another value for " + position);
    }

    static String matches(String value, Pattern pattern, String position, String reason) {
        if (!pattern.matcher(Objects.requireNonNull(value, position)).matches()) {
            throw refuse(position, reason + describe(value));
        }
        return value;
    }

    /** Names the first character that is not printable ASCII; it is the usual culprit, and no secret. */
    private static String describe(String value) {
        if (value.isEmpty()) {
            return " (it is empty)";
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ' || c >= 0x7f || "{}\"`#;:\\".indexOf(c) >= 0) {
                return " (look at index " + i + ", character U+" + String.format("%04X", (int) c) + ")";
            }
        }
        return "";
    }

    static String headerField(String name, String directive) {
        return matches(
                name,
                FIELD,
                directive + ", field name",
                "is not an HTTP field name that begins with a letter or digit");
    }

    static String headerValue(String value, String directive) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' && c != '\t' || c == 0x7f) {
                throw refuse(
                        directive + ", value",
                        "an HTTP field value has no control characters (look at index " + i + ", character U+"
                                + String.format("%04X", (int) c) + ")");
            }
        }
        return value;
    }

    static int status(int status, String directive) {
        if (status < 100 || status > 999) {
            throw refuse(directive, "the status is not from 100 to 999");
        }
        return status;
    }

    static int port(int port, String position) {
        if (port < 1 || port > 65535) {
            throw refuse(position, "the port is not from 1 to 65535");
        }
        return port;
    }

    static int port(String text, String position) {
        return port(Integer.parseInt(matches(text, PORT, position, "the port is not a number")), position);
    }

    static String email(String value, String position) {
        return matches(value, EMAIL, position, "is not an e-mail address");
    }

    /** A host name or an IP address in canonical spelling; IPv6 without brackets. */
    static String host(String text, String position) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        String bare = bracketed ? text.substring(1, text.length() - 1) : text;
        Optional<String> ip = IpLiteral.canonical(bare);
        if (ip.isPresent() && (!bracketed || IpLiteral.isSix(ip.get()))) {
            return ip.get();
        }
        if (NUMERIC_END.matcher(text).matches()) {
            throw refuse(position, "looks like an IPv4 address and is none");
        }
        return name(text, position);
    }

    static String name(String text, String position) {
        try {
            return DnsName.of(text).value();
        } catch (IllegalArgumentException e) {
            throw refuse(position, "is neither a host name nor an IP address" + describe(text));
        }
    }

    /** {@code unix//absolute/path}, with or without {@code |mode}. */
    static String unix(String text, String position, boolean mode) {
        String path = text.substring(text.indexOf('/') + 1);
        int bar = path.indexOf('|');
        if (bar >= 0 && mode) {
            matches(
                    path.substring(bar + 1),
                    UNIX_MODE,
                    position,
                    "the mode is not three octal digits with write for the owner");
            path = path.substring(0, bar);
        }
        matches(path, UNIX_PATH, position, "is not an absolute path of letters, digits and / . _ - @ % + = : , ~");
        return text;
    }

    /** What {@code admin} and {@code bind} listen on. */
    static String listener(String text, String position, boolean portAllowed) {
        if (text.startsWith("unix/")) {
            return unix(text, position, true);
        }
        if (text.matches("fd/[0-9]{1,9}")) {
            return text;
        }
        if (!portAllowed) {
            return host(text, position);
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw refuse(position, "has no port");
        }
        int port = port(text.substring(colon + 1), position);
        return colon == 0 ? ":" + port : hostAndPort(text.substring(0, colon), port, position);
    }

    static String hostAndPort(String host, int port, String position) {
        if (host.indexOf(':') >= 0 && !host.startsWith("[")) {
            throw refuse(position, "an IPv6 address with a port needs brackets");
        }
        String canonical = host(host, position);
        return (IpLiteral.isSix(canonical) ? "[" + canonical + "]" : canonical) + ":" + port;
    }
}
