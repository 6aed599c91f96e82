package run.leger.tailscale.serve;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of ports, of one protocol or of all. Open: a text that is not understood is kept, and contains no port.
 *
 * <p>Mirrors {@code tailcfg.ProtoPortRange}.
 *
 * @param wire the daemon's text, such as {@code tcp:443}, {@code 80-120}, {@code udp:*} or {@code *}
 */
public record ProtoPortRange(String wire) {
    private static final Pattern FORM = Pattern.compile("(?:([a-z0-9-]+):)?(?:(\\*)|([0-9]{1,5})(?:-([0-9]{1,5}))?)");

    /**
     * Returns the protocol.
     *
     * @return its name, such as {@code tcp}, or its number; empty for all protocols, or where the text is not understood
     */
    public String proto() {
        Matcher parts = FORM.matcher(wire);
        return parts.matches() && parts.group(1) != null ? parts.group(1) : "";
    }

    /**
     * Returns the first port.
     *
     * @return the port, 0 for {@code *}, or -1 where the text is not understood
     */
    public int first() {
        return bound(true);
    }

    /**
     * Returns the last port.
     *
     * @return the port, itself in the range, 65535 for {@code *}, or -1 where the text is not understood
     */
    public int last() {
        return bound(false);
    }

    /**
     * Tells whether a port is in the range.
     *
     * @param protocol its protocol, as this range would write it
     * @param port the port
     * @return true where it is
     */
    public boolean contains(String protocol, int port) {
        return isKnown() && (proto().isEmpty() || proto().equals(protocol)) && first() <= port && port <= last();
    }

    /**
     * Tells whether the text is understood.
     *
     * @return false where a newer daemon used a form that this version does not know
     */
    public boolean isKnown() {
        return first() >= 0;
    }

    private int bound(boolean lower) {
        Matcher parts = FORM.matcher(wire);
        if (!parts.matches()) {
            return -1;
        }
        if (parts.group(2) != null) {
            return lower ? 0 : 65535;
        }
        int first = Integer.parseInt(parts.group(3));
        int last = parts.group(4) == null ? first : Integer.parseInt(parts.group(4));
        if (last > 65535 || first > last) {
            return -1;
        }
        return lower ? first : last;
    }

    @Override
    public String toString() {
        return wire;
    }
}
