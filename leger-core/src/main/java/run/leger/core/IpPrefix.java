package run.leger.core;

/**
 * A range of IP addresses, as {@code 10.0.0.0/8}.
 *
 * @param address the first address, or an address in the range
 * @param bits how many leading bits are fixed
 */
public record IpPrefix(IpAddress address, int bits) {
    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if it is negative, or longer than the address
     */
    public IpPrefix {
        if (bits < 0 || bits > (address.isIpv6() ? 128 : 32)) {
            throw new IllegalArgumentException("a prefix of " + bits + " bits for " + address);
        }
    }

    /**
     * Returns a prefix from text.
     *
     * @param text address, slash, number of bits
     * @return the prefix
     * @throws IllegalArgumentException if it is not one
     */
    public static IpPrefix of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !isNumber(text, slash + 1)) {
            throw new IllegalArgumentException("not an address range: " + text.replaceAll("\\p{Cntrl}", "?"));
        }
        return new IpPrefix(
                IpAddress.of(text.substring(0, slash)), Integer.parseInt(text, slash + 1, text.length(), 10));
    }

    /**
     * Returns the range of one address.
     *
     * @param address the address
     * @return the address with all its bits
     */
    public static IpPrefix single(IpAddress address) {
        return new IpPrefix(address, address.isIpv6() ? 128 : 32);
    }

    private static boolean isNumber(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() > from && text.length() <= from + 3;
    }

    @Override
    public String toString() {
        return address + "/" + bits;
    }
}
