package run.leger.caddy.internal;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** An IP address in its canonical spelling: dotted quads without leading zeros, and RFC 5952. Never asks a resolver. */
public final class IpLiteral {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern QUAD = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    // The JDK takes groups of more digits and numbers with leading zeros too, which others do not.
    private static final Pattern SIX =
            Pattern.compile("(?:[0-9a-fA-F]{0,4}:){2,8}(?:[0-9a-fA-F]{0,4}|" + OCTET + "(?:\\." + OCTET + "){3})");
    private static final Pattern SCOPELESS_MAX = Pattern.compile(".{2,45}");

    private IpLiteral() {}

    /** Returns the canonical spelling, or empty if the text is no IP address. Brackets and zones are not taken. */
    public static Optional<String> canonical(String text) {
        if (QUAD.matcher(text).matches()) {
            return Optional.of(text);
        }
        if (!SIX.matcher(text).matches() || !SCOPELESS_MAX.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // In brackets it is a literal or an error, and never a name to look up.
            InetAddress address = InetAddress.getByName("[" + text + "]");
            if (address instanceof Inet6Address six) {
                return Optional.of(compressed(six.getAddress()));
            }
            return Optional.of("::ffff:" + address.getHostAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Tells whether a canonical spelling is one of IPv6. */
    public static boolean isSix(String canonical) {
        return canonical.indexOf(':') >= 0;
    }

    private static String compressed(byte[] bytes) {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
        }
        int best = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > bestLength) {
                best = i;
                bestLength = end - i;
            }
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == best) {
                text.append("::");
                i += bestLength - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
