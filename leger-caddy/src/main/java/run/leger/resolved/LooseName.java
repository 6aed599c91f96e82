package run.leger.resolved;

/** The names that systemd-resolved takes for domains: nearly everything, far more than host names. */
final class LooseName {
    private static final int MAX_LABEL = 63;
    private static final int MAX_NAME = 253;

    private LooseName() {}

    /** Tells whether it takes a name, given in Latin-1, one character a byte. */
    static boolean isOne(String latin) {
        if (latin.isEmpty()) {
            return false;
        }
        int label = 0;
        int total = 0;
        int at = 0;
        while (at < latin.length()) {
            char c = latin.charAt(at++);
            if (c == '.') {
                if (label == 0) {
                    return false;
                }
                label = 0;
                total++;
                continue;
            }
            boolean plain = Character.isLetterOrDigit(c) && c < 0x80 || c == '-' || c == '_';
            if (c == '\\') {
                int length = escape(latin, at);
                if (length == 0) {
                    return false;
                }
                at += length;
            } else if (c < ' ' || c == 0x7f) {
                return false;
            }
            label++;
            // Written out, what is no letter, digit, hyphen or underscore is a backslash and three digits.
            total += plain ? 1 : 4;
            if (label > MAX_LABEL) {
                return false;
            }
        }
        return total - (label == 0 ? 1 : 0) <= MAX_NAME;
    }

    /** Returns how many characters after a backslash belong to it, 0 where it may not stand so. */
    private static int escape(String latin, int at) {
        if (at < latin.length() && (latin.charAt(at) == '\\' || latin.charAt(at) == '.')) {
            return 1;
        }
        if (at + 3 <= latin.length() && latin.substring(at, at + 3).chars().allMatch(c -> c >= '0' && c <= '9')) {
            int code = Integer.parseInt(latin.substring(at, at + 3));
            return code > ' ' && code <= 255 && code != 127 ? 3 : 0;
        }
        return 0;
    }
}
