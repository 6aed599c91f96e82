package run.leger.caddy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place in Caddy's running configuration: names of fields and indexes of arrays, from the top or from an object that has an {@code @id}. Whatever
 * is in a name, it is one step and no more.
 *
 * <pre>{@code
 * ConfigPath.of("apps", "http", "servers", "srv0", "routes").index(0)
 * ConfigPath.id("blog").field("handle").index(0)
 * }</pre>
 *
 * <p>Some names cannot be addressed in Caddy, and are refused: the empty one, {@code ...}, which is all that a list has, and any with a slash in it.
 */
public final class ConfigPath {
    private static final ConfigPath ROOT = new ConfigPath("/config/", List.of());

    private final String prefix;
    private final List<String> steps;

    private ConfigPath(String prefix, List<String> steps) {
        this.prefix = prefix;
        this.steps = steps;
    }

    /**
     * Returns the whole configuration.
     *
     * @return the path without a step
     */
    public static ConfigPath root() {
        return ROOT;
    }

    /**
     * Returns a place from the top.
     *
     * @param steps names of fields and decimal indexes
     * @return the path
     * @throws IllegalArgumentException if a name is empty or three dots, has a slash in it or half of a surrogate pair
     */
    public static ConfigPath of(String... steps) {
        ConfigPath path = ROOT;
        for (String step : steps) {
            path = path.field(step);
        }
        return path;
    }

    /**
     * Returns the object that has this {@code @id}, wherever it is. Caddy looks up where that is, and then changes what is there; {@link CaddyAdmin#edit}
     * sends the tag of the whole configuration along, so that another change in between cannot put another object into its place.
     *
     * @param id the value of its field {@code @id}
     * @return the path
     * @throws IllegalArgumentException if it is empty or three dots, has a slash in it or half of a surrogate pair
     */
    public static ConfigPath id(String id) {
        return new ConfigPath("/id/", List.of(checked(id)));
    }

    /**
     * Returns the place of a field below this one.
     *
     * @param name its name
     * @return the path
     * @throws IllegalArgumentException if it is empty or three dots, has a slash in it or half of a surrogate pair
     */
    public ConfigPath field(String name) {
        List<String> longer = new ArrayList<>(steps);
        longer.add(checked(name));
        return new ConfigPath(prefix, List.copyOf(longer));
    }

    /**
     * Returns the place of an element of the array at this one.
     *
     * @param index its index, from 0
     * @return the path
     * @throws IllegalArgumentException if it is negative
     */
    public ConfigPath index(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("a negative index: " + index);
        }
        return field(Integer.toString(index));
    }

    /**
     * Tells whether this is the whole configuration.
     *
     * @return whether it has no step
     */
    public boolean isRoot() {
        return steps.isEmpty();
    }

    /** Tells whether it begins at an object with an id. */
    boolean isById() {
        return !prefix.equals(ROOT.prefix);
    }

    /** Tells whether its last step may be the place of an element in a list. */
    boolean endsWithIndex() {
        return !isRoot() && steps.get(steps.size() - 1).chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Returns the request's target. */
    String target() {
        StringBuilder target = new StringBuilder(prefix);
        for (int i = 0; i < steps.size(); i++) {
            target.append(i == 0 ? "" : "/").append(encoded(steps.get(i)));
        }
        return target.toString();
    }

    /** Returns text as one part of a path, whatever is in it. */
    static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        boolean dots = text.chars().allMatch(c -> c == '.');
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            // Alone, dots would name this place, or the one above.
            if (c < 0x7f && (Character.isLetterOrDigit(c) || "-_~".indexOf(c) >= 0 || c == '.' && !dots)) {
                encoded.append(c);
            } else {
                encoded.append(String.format("%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }

    static String checked(String step) {
        if (step.isEmpty() || step.indexOf('/') >= 0) {
            throw new IllegalArgumentException(
                    step.isEmpty() ? "an empty step of a path" : "Caddy cannot address a name with a slash in it");
        }
        if (step.equals("...")) {
            throw new IllegalArgumentException("three dots are no name for Caddy, but all that a list has");
        }
        if (step.chars().anyMatch(c -> Character.isSurrogate((char) c))
                && !StandardCharsets.UTF_8.newEncoder().canEncode(step)) {
            throw new IllegalArgumentException("half of a surrogate pair has no UTF-8");
        }
        return step;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConfigPath path && prefix.equals(path.prefix) && steps.equals(path.steps);
    }

    @Override
    public int hashCode() {
        return Objects.hash(prefix, steps);
    }

    /**
     * Returns the path as the request has it.
     *
     * @return {@code /config/…} or {@code /id/…}, percent-encoded
     */
    @Override
    public String toString() {
        return target();
    }
}
