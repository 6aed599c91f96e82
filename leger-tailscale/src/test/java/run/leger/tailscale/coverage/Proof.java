package run.leger.tailscale.coverage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the method of an endpoint ends on a real daemon of a version.
 *
 * @param outcome {@code typed} where it returns a value, {@code absent} where this version has no such endpoint, {@code listed} where the
 *     laboratory cannot do better than a typed error
 * @param error the error of {@code listed}, by its simple name
 * @param reason why, for {@code listed}
 */
public record Proof(String outcome, String error, String reason) {
    /** It returns a value. */
    public static final Proof TYPED = new Proof("typed", "-", "-");
    /** This version does not have it. */
    public static final Proof ABSENT = new Proof("absent", "UnsupportedEndpointException", "-");

    /** Checks the parts. */
    public Proof {
        if (!List.of("typed", "absent", "listed").contains(outcome)) {
            throw new IllegalArgumentException("not an outcome: " + outcome);
        }
        if (outcome.equals("listed") && (error.length() < 2 || reason.length() < 2)) {
            throw new IllegalArgumentException(
                    "what is listed needs an error and a reason: " + outcome + " " + error + " " + reason);
        }
    }

    /**
     * Returns what was proven.
     *
     * @return by endpoint as in {@link KnownEndpoint#key}, then by version
     */
    public static Map<String, Map<String, Proof>> all() {
        Map<String, Map<String, Proof>> all = new LinkedHashMap<>();
        for (List<String> cells : Table.rows("proven.tsv", 6)) {
            String key = cells.get(0) + " " + cells.get(1);
            Proof before = all.computeIfAbsent(key, k -> new LinkedHashMap<>())
                    .put(cells.get(2), new Proof(cells.get(3), cells.get(4), cells.get(5)));
            if (before != null) {
                throw new IllegalStateException("proven.tsv has twice: " + key + " on " + cells.get(2));
            }
        }
        return all;
    }

    /**
     * Returns how it went, without the reason, which no run can tell.
     *
     * @param error what the method threw, or null for nothing
     * @return {@link #TYPED}, {@link #ABSENT}, or an error
     */
    public static String told(@Nullable Throwable error) {
        return error == null ? "typed" : error.getClass().getSimpleName();
    }

    /**
     * Returns the line that a run would write for what it saw.
     *
     * @param told what {@link #told} said
     * @return the proof, where an error still needs its reason
     */
    public static Proof seen(String told) {
        return switch (told) {
            case "typed" -> TYPED;
            case "UnsupportedEndpointException" -> ABSENT;
            default -> new Proof("listed", told, "TODO: why");
        };
    }

    /**
     * Returns what {@link #told} must say.
     *
     * @return {@code typed} or the error's name
     */
    public String expected() {
        return outcome.equals("typed") ? "typed" : error;
    }

    /**
     * Returns the line of the list.
     *
     * @param method the HTTP method
     * @param path the path
     * @param version the version
     * @return cells and tabs
     */
    public String line(String method, String path, String version) {
        return String.join("\t", method, path, version, outcome, error, reason);
    }
}
