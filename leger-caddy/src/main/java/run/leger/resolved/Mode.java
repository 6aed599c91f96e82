package run.leger.resolved;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a switch stands at: on, off, or a word between. An open enumeration around the word of the file.
 *
 * @param word the word: {@code yes} and {@code no} in these spellings, others as they are
 */
public record Mode(String word) {
    private static final Pattern WORD = Pattern.compile("[a-z][a-z-]{0,40}");
    private static final Set<String> TRUE = Set.of("1", "yes", "y", "true", "t", "on");
    private static final Set<String> FALSE = Set.of("0", "no", "n", "false", "f", "off");

    /** On. */
    public static final Mode YES = new Mode("yes");
    /** Off. */
    public static final Mode NO = new Mode("no");
    /** Ask, and do not answer: {@code LLMNR=}, {@code MulticastDNS=}. */
    public static final Mode RESOLVE = new Mode("resolve");
    /** Validate where the server can: {@code DNSSEC=}. */
    public static final Mode ALLOW_DOWNGRADE = new Mode("allow-downgrade");
    /** Encrypt where the server can: {@code DNSOverTLS=}. */
    public static final Mode OPPORTUNISTIC = new Mode("opportunistic");
    /** Keep only positive answers: {@code Cache=}. */
    public static final Mode NO_NEGATIVE = new Mode("no-negative");
    /** Over UDP only: {@code DNSStubListener=}. */
    public static final Mode UDP = new Mode("udp");
    /** Over TCP only: {@code DNSStubListener=}. */
    public static final Mode TCP = new Mode("tcp");

    /**
     * Checks the word.
     *
     * @throws InvalidSettingException if it is not lower-case letters and hyphens
     */
    public Mode {
        if (!WORD.matcher(word).matches()) {
            throw new InvalidSettingException("mode", "is not a word of lower-case letters and hyphens");
        }
    }

    /**
     * Returns the mode for a boolean.
     *
     * @param on whether it is on
     * @return {@link #YES} or {@link #NO}
     */
    public static Mode of(boolean on) {
        return on ? YES : NO;
    }

    /**
     * Tells whether this library knows the word.
     *
     * @return whether it is one of the constants
     */
    public boolean known() {
        return Set.of(YES, NO, RESOLVE, ALLOW_DOWNGRADE, OPPORTUNISTIC, NO_NEGATIVE, UDP, TCP)
                .contains(this);
    }

    /**
     * Returns the word.
     *
     * @return the word as it stands in the file
     */
    @Override
    public String toString() {
        return word;
    }

    /** Reads a value as systemd does: booleans in any case, other words as they are written. */
    static Optional<Mode> read(String value, Set<Mode> words) {
        String folded = value.toLowerCase(Locale.ROOT);
        if (TRUE.contains(folded)) {
            return Optional.of(YES);
        }
        if (FALSE.contains(folded)) {
            return Optional.of(NO);
        }
        return words.stream().filter(mode -> mode.word.equals(value)).findFirst();
    }
}
