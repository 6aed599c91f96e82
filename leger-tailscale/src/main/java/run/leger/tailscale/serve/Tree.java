package run.leger.tailscale.serve;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.internal.JsonIn;
import run.leger.core.internal.JsonOut;

/** Changes one place of a JSON object, and keeps everything else in it, known or not, as it was. */
final class Tree {
    static final Json EMPTY = object(Map.of());

    private Tree() {}

    /** Puts a value at a path of names; objects on the way that are missing are made. */
    static Json with(Json object, Json value, String... path) {
        Json changed = change(object, List.of(path), value);
        return changed == null ? EMPTY : changed;
    }

    /** Takes away what is at a path of names, and the objects on the way that are empty then. */
    static Json without(Json object, String... path) {
        Json changed = change(object, List.of(path), null);
        return changed == null ? EMPTY : changed;
    }

    private static @Nullable Json change(@Nullable Json at, List<String> path, @Nullable Json value) {
        if (path.isEmpty()) {
            return value;
        }
        Map<String, Json> fields = new LinkedHashMap<>();
        if (at != null) {
            fields.putAll(JsonIn.read(at.utf8(), "edit", in -> in.map(JsonIn::raw)));
        }
        Json below = change(fields.get(path.get(0)), path.subList(1, path.size()), value);
        if (below == null) {
            fields.remove(path.get(0));
        } else {
            fields.put(path.get(0), below);
        }
        return fields.isEmpty() ? null : object(fields);
    }

    private static Json object(Map<String, Json> fields) {
        byte[] bytes = JsonOut.object(out -> fields.forEach(out::field));
        return Json.slice(bytes, 0, bytes.length);
    }
}
