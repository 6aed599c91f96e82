package run.leger.caddy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import run.leger.core.Json;
import run.leger.core.internal.JsonParts;

/**
 * One difference of two configurations. Elements of arrays are compared by their index.
 *
 * @param path names of fields and indexes, from the top; empty for the whole configuration
 * @param before what was there; empty where nothing was
 * @param after what is there then; empty where nothing is
 */
public record ConfigChange(List<String> path, Optional<Json> before, Optional<Json> after) {
    /** Copies the list. */
    public ConfigChange {
        path = List.copyOf(path);
    }

    /**
     * Compares two configurations by what they mean: the order of fields and the spelling of strings and numbers do not count.
     *
     * @param before one configuration
     * @param after another one
     * @return the differences, the smallest parts that differ; empty where there is none
     */
    public static List<ConfigChange> between(Json before, Json after) {
        List<ConfigChange> changes = new ArrayList<>();
        compare(List.of(), before, after, changes);
        return List.copyOf(changes);
    }

    private static void compare(List<String> path, Json before, Json after, List<ConfigChange> changes) {
        if (JsonParts.isObject(before) && JsonParts.isObject(after)) {
            Map<String, Json> a = JsonParts.fields(before);
            Map<String, Json> b = JsonParts.fields(after);
            Set<String> names = new TreeSet<>(a.keySet());
            names.addAll(b.keySet());
            for (String name : names) {
                step(below(path, name), Optional.ofNullable(a.get(name)), Optional.ofNullable(b.get(name)), changes);
            }
        } else if (JsonParts.isArray(before) && JsonParts.isArray(after)) {
            List<Json> a = JsonParts.values(before);
            List<Json> b = JsonParts.values(after);
            for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
                step(below(path, Integer.toString(i)), at(a, i), at(b, i), changes);
            }
        } else if (JsonParts.isObject(before)
                || JsonParts.isObject(after)
                || JsonParts.isArray(before)
                || JsonParts.isArray(after)
                || !JsonParts.sameScalar(before, after)) {
            changes.add(new ConfigChange(path, Optional.of(before), Optional.of(after)));
        }
    }

    private static void step(List<String> path, Optional<Json> a, Optional<Json> b, List<ConfigChange> changes) {
        if (a.isPresent() && b.isPresent()) {
            compare(path, a.get(), b.get(), changes);
        } else {
            changes.add(new ConfigChange(path, a, b));
        }
    }

    private static Optional<Json> at(List<Json> values, int index) {
        return index < values.size() ? Optional.of(values.get(index)) : Optional.empty();
    }

    private static List<String> below(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }

    /**
     * Returns the place, marked with a plus for what comes, a minus for what goes, and a tilde for what changes; never a value.
     *
     * @return one line
     */
    @Override
    public String toString() {
        String mark = before.isEmpty() ? "+ " : after.isEmpty() ? "- " : "~ ";
        return mark + (path.isEmpty() ? "(everything)" : String.join("/", path).replaceAll("\\p{Cntrl}", "?"));
    }
}
