package run.leger.setec.write;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import run.leger.setec.SecretVersion;

/**
 * What a prune leaves, beside the active version, which it always leaves.
 *
 * @param highest how many of the highest numbers are kept; the active one counts if it is among them
 * @param versions versions that are kept whatever their number
 */
public record Keep(int highest, Set<SecretVersion> versions) {
    /**
     * Copies the set.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public Keep {
        if (highest < 0) {
            throw new IllegalArgumentException("cannot keep " + highest + " versions");
        }
        versions = Set.copyOf(versions);
    }

    /**
     * Returns that only the active version is kept.
     *
     * @return nothing more
     */
    public static Keep activeOnly() {
        return highest(0);
    }

    /**
     * Returns that the highest numbers are kept too. They are the newest, unless somebody created versions out of order.
     *
     * @param count how many
     * @return the rule
     * @throws IllegalArgumentException if the number is negative
     */
    public static Keep highest(int count) {
        return new Keep(count, Set.of());
    }

    /**
     * Returns this rule with more versions to keep.
     *
     * @param more which versions
     * @return the rule
     */
    public Keep and(SecretVersion... more) {
        Set<SecretVersion> all = new HashSet<>(versions);
        all.addAll(List.of(more));
        return new Keep(highest, all);
    }

    /** Returns what may go, in ascending order. A version 0, the mark of a wrapped counter, cannot be deleted by number. */
    List<SecretVersion> rest(List<SecretVersion> all, SecretVersion active) {
        List<SecretVersion> descending = all.stream()
                .sorted(Comparator.comparingLong(SecretVersion::number).reversed())
                .toList();
        return descending.stream()
                .skip(highest)
                .filter(version -> !version.isActive() && !version.equals(active) && !versions.contains(version))
                .sorted(Comparator.comparingLong(SecretVersion::number))
                .toList();
    }
}
