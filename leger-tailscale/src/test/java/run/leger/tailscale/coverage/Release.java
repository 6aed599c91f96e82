package run.leger.tailscale.coverage;

import java.util.Arrays;

/**
 * A version of the daemon, as far as endpoints come and go with it.
 *
 * @param text such as {@code 1.98} or {@code 1.102.5}
 */
public record Release(String text) implements Comparable<Release> {
    /** Checks the text. */
    public Release {
        if (!text.matches("[0-9]+(\\.[0-9]+)+")) {
            throw new IllegalArgumentException("not a version: " + text);
        }
    }

    /** Compares the first two numbers: within a minor version no endpoint comes or goes. */
    @Override
    public int compareTo(Release other) {
        return Arrays.compare(minor(), other.minor());
    }

    private int[] minor() {
        return Arrays.stream(text.split("\\."))
                .limit(2)
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    @Override
    public String toString() {
        return text;
    }
}
