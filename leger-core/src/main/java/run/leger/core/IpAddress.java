package run.leger.core;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * An IP address, written as it was received: {@code 100.64.0.1} or {@code fd7a:115c:a1e0::1}. Never a host name, so it is never looked up. Two
 * spellings of one address are equal.
 *
 * @param value the address as text
 */
public record IpAddress(String value) {
    /**
     * Checks that it looks like an address: only the characters of one.
     *
     * @throws IllegalArgumentException if it does not
     */
    public IpAddress {
        if (!isLiteral(value)) {
            throw new IllegalArgumentException("not an IP address: " + value.replaceAll("\\p{Cntrl}", "?"));
        }
    }

    /**
     * Returns an address from text.
     *
     * @param text IPv4 in dotted form, or IPv6 without brackets
     * @return the address
     * @throws IllegalArgumentException if it is neither
     */
    public static IpAddress of(String text) {
        IpAddress address = new IpAddress(text);
        address.inetAddress();
        return address;
    }

    /**
     * Returns the JDK's form, without a look-up.
     *
     * @return the address
     * @throws IllegalArgumentException if the text only looked like an address
     */
    public InetAddress inetAddress() {
        try {
            return InetAddress.getByName(value);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an IP address: " + value, e);
        }
    }

    /**
     * Tells the family.
     *
     * @return true for IPv6
     */
    public boolean isIpv6() {
        return value.indexOf(':') >= 0;
    }

    /**
     * With a colon and a hexadecimal digit or a colon in front, or of four numbers up to 255, the JDK takes a text for a literal and asks no
     * resolver.
     */
    private static boolean isLiteral(String text) {
        if (text.indexOf(':') >= 0) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean hex = c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
                if (!hex && c != ':' && c != '.') {
                    return false;
                }
            }
            return text.charAt(0) != '.';
        }
        int dots = 0;
        int digits = 0;
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (digits == 0) {
                    return false;
                }
                dots++;
                digits = 0;
                number = 0;
            } else if (c >= '0' && c <= '9' && (digits == 0 || number > 0) && number * 10 + c - '0' <= 255) {
                digits++;
                number = number * 10 + c - '0';
            } else {
                return false;
            }
        }
        return dots == 3 && digits > 0;
    }

    /**
     * Compares the addresses, however they are written.
     *
     * @param other anything
     * @return whether it is the same address
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IpAddress address
                && (value.equals(address.value) || (isIpv6() || address.isIpv6()) && key().equals(address.key()));
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    /** Read only when it is asked for: a daemon sends thousands of addresses, of which few are compared. */
    private Object key() {
        try {
            return inetAddress();
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
