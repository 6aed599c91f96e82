package run.leger.core.internal;

import java.util.List;
import java.util.Map;
import run.leger.core.Json;

/** Walks through JSON whose shape is not known beforehand. */
public final class JsonParts {
    private JsonParts() {}

    /** Tells whether it is an object. */
    public static boolean isObject(Json json) {
        return first(json) == '{';
    }

    /** Tells whether it is an array. */
    public static boolean isArray(Json json) {
        return first(json) == '[';
    }

    /** Tells whether it is null. */
    public static boolean isNull(Json json) {
        return first(json) == 'n';
    }

    /** Returns an object's values by name, in their order; none where it is no object. */
    public static Map<String, Json> fields(Json json) {
        return isObject(json) ? JsonIn.read(json.utf8(), "object", in -> in.map(JsonIn::raw)) : Map.of();
    }

    /** Returns an array's elements, nulls too; none where it is no array. */
    public static List<Json> values(Json json) {
        return isArray(json) ? JsonIn.read(json.utf8(), "array", in -> in.list(JsonIn::raw)) : List.of();
    }

    /** Tells whether two values that are neither objects nor arrays mean the same: strings in any spelling, numbers as doubles. */
    public static boolean sameScalar(Json a, Json b) {
        if (a.equals(b)) {
            return true;
        }
        if (first(a) == '"' || first(b) == '"') {
            return first(a) == first(b) && a.asText().equals(b.asText());
        }
        return isNumber(a) && isNumber(b) && Double.parseDouble(a.toString()) == Double.parseDouble(b.toString());
    }

    private static boolean isNumber(Json json) {
        char c = first(json);
        return c == '-' || c >= '0' && c <= '9';
    }

    private static char first(Json json) {
        String text = json.toString();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > ' ') {
                return text.charAt(i);
            }
        }
        return ' ';
    }
}
