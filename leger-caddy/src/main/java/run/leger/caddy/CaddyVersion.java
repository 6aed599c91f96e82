package run.leger.caddy;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of Caddy, where it matters for how a value can be written.
 *
 * @param major such as 2
 * @param minor such as 11
 * @param patch such as 9
 */
public record CaddyVersion(int major, int minor, int patch) implements Comparable<CaddyVersion> {
    private static final Pattern TEXT = Pattern.compile("v?([0-9]{1,6})\\.([0-9]{1,6})\\.([0-9]{1,6})\\b.*");
    private static final Comparator<CaddyVersion> ORDER = Comparator.comparingInt(CaddyVersion::major)
            .thenComparingInt(CaddyVersion::minor)
            .thenComparingInt(CaddyVersion::patch);

    /** The release that this library was proven on. */
    public static final CaddyVersion PROVEN = new CaddyVersion(2, 11, 9);

    /** What is written for this version every release from 2.7 on reads alike. */
    static final CaddyVersion ANY = new CaddyVersion(2, 7, 0);

    /**
     * Returns a version from text, such as what {@code caddy version} prints.
     *
     * @param text {@code 2.11.9} or {@code v2.11.9 h1:…}
     * @return the version
     * @throws IllegalArgumentException if it begins with no version
     */
    public static CaddyVersion of(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a version of Caddy: it should begin as 2.11.9");
        }
        return new CaddyVersion(
                Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
    }

    @Override
    public int compareTo(CaddyVersion other) {
        return ORDER.compare(this, other);
    }

    /** Tells whether a quoted brace is text. In 2.11.4 it was still the brace of a block, and in 2.11.9 it is not; between them nobody looked. */
    boolean readsQuotedBraces() {
        return compareTo(PROVEN) >= 0;
    }

    /** Returns the version as text. */
    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
