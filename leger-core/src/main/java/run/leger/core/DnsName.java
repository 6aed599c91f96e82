package run.leger.core;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A host name: labels of letters, digits, hyphens and underscores, lower case, without a trailing dot.
 *
 * @param value the name, such as {@code box.tail1234.ts.net}
 */
public record DnsName(String value) implements Comparable<DnsName> {
    /**
     * Takes a name that is already in its canonical form; {@link #of} accepts more.
     *
     * @throws IllegalArgumentException if it is not
     */
    public DnsName {
        String problem = problem(value);
        if (problem != null) {
            throw new IllegalArgumentException(
                    "not a DNS name: \"" + value.replaceAll("\\p{Cntrl}", "?") + "\" " + problem);
        }
    }

    /**
     * Returns a name from text: one trailing dot is dropped, case is folded, and international names become A-labels.
     *
     * @param text the name
     * @return the canonical name
     * @throws IllegalArgumentException if it is empty, longer than 253 characters, or has a label that is empty, longer than 63
     *     characters, begins or ends with a hyphen, or holds any other character
     */
    public static DnsName of(String text) {
        String name = text;
        if (!name.chars().allMatch(c -> c < 0x80)) {
            try {
                name = IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "not a DNS name: \"" + text.replaceAll("\\p{Cntrl}", "?") + "\" has no ASCII form", e);
            }
        }
        name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return new DnsName(name.toLowerCase(Locale.ROOT));
    }

    private static @Nullable String problem(String name) {
        if (name.isEmpty()) {
            return "is empty";
        }
        if (name.length() > 253) {
            return "is longer than 253 characters";
        }
        int labelStart = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (i < name.length() && name.charAt(i) != '.') {
                char c = name.charAt(i);
                if (!isNameCharacter(c)) {
                    return "has a character that no host name has, at index " + i;
                }
                continue;
            }
            if (i == labelStart) {
                return "has an empty label";
            }
            if (i - labelStart > 63) {
                return "has a label longer than 63 characters";
            }
            if (name.charAt(labelStart) == '-' || name.charAt(i - 1) == '-') {
                return "has a label that begins or ends with a hyphen";
            }
            labelStart = i + 1;
        }
        return null;
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    /**
     * Returns the first label.
     *
     * @return the part before the first dot
     */
    public String firstLabel() {
        int dot = value.indexOf('.');
        return dot < 0 ? value : value.substring(0, dot);
    }

    /**
     * Returns the name without its first label.
     *
     * @return the parent, or empty for a single label
     */
    public Optional<DnsName> parent() {
        int dot = value.indexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(new DnsName(value.substring(dot + 1)));
    }

    /**
     * Returns this name with a label before it.
     *
     * @param label one label
     * @return the longer name
     * @throws IllegalArgumentException if the result is not a name
     */
    public DnsName child(String label) {
        if (label.indexOf('.') >= 0) {
            throw new IllegalArgumentException(
                    "not one label: \"" + label.replaceAll("\\p{Cntrl}", "?") + "\" has a dot");
        }
        return of(label + "." + value);
    }

    /**
     * Tells whether this name is another or lies below it.
     *
     * @param suffix the other name
     * @return true for the name itself and everything below
     */
    public boolean isWithin(DnsName suffix) {
        return value.equals(suffix.value) || value.endsWith("." + suffix.value);
    }

    @Override
    public int compareTo(DnsName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
