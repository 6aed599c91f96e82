package run.leger.testkit;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.internal.JsonParts;

/** A configuration as Caddy keeps it, and its changes by path. Objects are maps, arrays are lists, all else is JSON. */
final class FakeConfig {
    private static final Json NULL = Json.parse("null");
    /** What the real one says of modules that it does not have; one plugin is among those that it has here. */
    private static final List<String> APPS =
            List.of("http", "tls", "pki", "events", "caddy.logging", "filesystems", "layer4");

    private FakeConfig() {}

    /** What the real one answers instead. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;

        Refused(int status, String message) {
            super(message, null, false, false);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    static Object tree(Json json) {
        if (JsonParts.isObject(json)) {
            Map<String, Object> fields = new TreeMap<>();
            JsonParts.fields(json).forEach((name, value) -> fields.put(name, tree(value)));
            return fields;
        }
        if (JsonParts.isArray(json)) {
            List<Object> elements = new ArrayList<>();
            JsonParts.values(json).forEach(value -> elements.add(tree(value)));
            return elements;
        }
        return json;
    }

    static String json(Object tree) {
        StringBuilder json = new StringBuilder();
        write(tree, json);
        return json.toString();
    }

    private static void write(Object tree, StringBuilder json) {
        if (tree instanceof Map<?, ?> fields) {
            char before = '{';
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                json.append(before)
                        .append(FakeCaddyfile.quoted(String.valueOf(field.getKey())))
                        .append(':');
                write(field.getValue(), json);
                before = ',';
            }
            json.append(fields.isEmpty() ? "{}" : "}");
        } else if (tree instanceof List<?> elements) {
            char before = '[';
            for (Object element : elements) {
                json.append(before);
                write(element, json);
                before = ',';
            }
            json.append(elements.isEmpty() ? "[]" : "]");
        } else {
            json.append(tree);
        }
    }

    /** Returns the steps of a path that begins with {@code /config/}, decoded. */
    static List<String> steps(String path) {
        String decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        return Arrays.stream(decoded.split("/", -1))
                .skip(2)
                .filter(s -> !s.isEmpty())
                .toList();
    }

    static Object read(Object config, List<String> steps) {
        Object at = config;
        for (int i = 0; i < steps.size(); i++) {
            boolean last = i == steps.size() - 1;
            if (at instanceof Map<?, ?> fields && (last || fields.get(steps.get(i)) != null)) {
                Object value = fields.get(steps.get(i));
                at = value == null ? NULL : value;
            } else if (at instanceof List<?> elements) {
                at = elements.get(index(steps, steps.get(i), elements.size() - 1, 400));
            } else {
                throw untraversable(steps.subList(0, i + 1), 400);
            }
        }
        return at;
    }

    /** Returns the configuration after a change; the one given is not changed. */
    static Object changed(Object config, String method, List<String> steps, @Nullable Object value) {
        Map<String, Object> top = new TreeMap<>();
        if (!config.equals(NULL)) {
            top.put("config", tree(Json.parse(json(config))));
        }
        List<String> path = new ArrayList<>(List.of("config"));
        path.addAll(steps);
        boolean all = method.equals("POST") && path.get(path.size() - 1).equals("...");
        if (all) {
            path.remove(path.size() - 1);
            if (!(value instanceof List)) {
                throw new Refused(500, "final element is not an array");
            }
        }
        Object at = top;
        for (int i = 0; i < path.size() - 1; i++) {
            at = below(at, path, i, method);
        }
        String last = path.get(path.size() - 1);
        String place = "[/" + String.join("/", path) + (path.size() == 1 ? "/" : "") + "] ";
        if (at instanceof List<?>) {
            changeElement(elements(at), path, last, method, all, value);
        } else if (at instanceof Map<?, ?>) {
            changeField(fields(at), last, place, method, all, value);
        } else {
            throw untraversable(path.subList(1, path.size()), 500);
        }
        Object result = top.get("config");
        return result == null ? NULL : result;
    }

    private static Object below(Object at, List<String> path, int i, String method) {
        if (at instanceof List<?> list) {
            return elements(at).get(index(path.subList(1, path.size()), path.get(i), list.size() - 1, 500));
        }
        if (at instanceof Map<?, ?>) {
            Object next = fields(at).get(path.get(i));
            if (next == null && method.equals("PUT")) {
                next = new TreeMap<String, Object>();
                fields(at).put(path.get(i), next);
            }
            if (next != null) {
                return next;
            }
        }
        throw untraversable(path.subList(1, i + 1), 500);
    }

    private static void changeField(
            Map<String, Object> fields, String name, String place, String method, boolean all, @Nullable Object value) {
        boolean there = fields.get(name) != null;
        switch (method) {
            case "PUT" -> {
                if (there) {
                    throw new Refused(409, place + "key already exists: " + name);
                }
            }
            case "PATCH", "DELETE" -> {
                if (!there) {
                    throw new Refused(404, place + "key does not exist: " + name);
                }
            }
            default -> {
                if (fields.get(name) instanceof List<?> && value != null) {
                    add(elements(fields.get(name)), value, all);
                    return;
                }
            }
        }
        if (value == null) {
            fields.remove(name);
        } else {
            fields.put(name, value);
        }
    }

    private static void changeElement(
            List<Object> elements, List<String> path, String step, String method, boolean all, @Nullable Object value) {
        List<String> shown = path.subList(1, path.size());
        if (method.equals("POST") && value != null) {
            add(elements, value, all);
            return;
        }
        int index = index(shown, step, method.equals("PUT") ? elements.size() : elements.size() - 1, 500);
        if (value == null) {
            elements.remove(index);
        } else if (method.equals("PUT")) {
            elements.add(index, value);
        } else {
            elements.set(index, value);
        }
    }

    private static void add(List<Object> elements, Object value, boolean all) {
        if (all) {
            elements.addAll((List<?>) value);
        } else {
            elements.add(value);
        }
    }

    @SuppressWarnings("unchecked") // made by tree()
    private static List<Object> elements(Object list) {
        return (List<Object>) list;
    }

    @SuppressWarnings("unchecked") // made by tree()
    private static Map<String, Object> fields(Object map) {
        return (Map<String, Object>) map;
    }

    private static int index(List<String> path, String step, int max, int status) {
        String place = "[/config/" + String.join("/", path) + "] ";
        if (!step.matches("0|[1-9][0-9]{0,8}")) {
            throw new Refused(status, place + "invalid array index '" + step + "': non-canonical array index");
        }
        int index = Integer.parseInt(step);
        if (index > max) {
            throw new Refused(status, place + "array index out of bounds: " + index);
        }
        return index;
    }

    private static Refused untraversable(List<String> path, int status) {
        return new Refused(status, "invalid traversal path at: config/" + String.join("/", path));
    }

    /** Refuses what the real one would not start, as far as that can be seen here; returns where each {@code @id} is. */
    static Map<String, List<String>> check(Object config) {
        Map<String, List<String>> ids = new TreeMap<>();
        index(config, List.of(), ids);
        if (!config.equals(NULL) && !(config instanceof Map)) {
            throw new Refused(500, "loading new config: json: cannot unmarshal into Go value of type caddy.Config");
        }
        if (config instanceof Map<?, ?> top && top.get("apps") instanceof Map<?, ?> apps) {
            for (Object app : apps.keySet()) {
                if (!APPS.contains(app)) {
                    throw new Refused(
                            500, "loading new config: loading " + app + " app module: unknown module: " + app);
                }
            }
        }
        return ids;
    }

    private static void index(Object at, List<String> path, Map<String, List<String>> ids) {
        if (at instanceof Map<?, ?> fields) {
            fields.forEach((name, value) -> {
                if (name.equals("@id")) {
                    List<String> other = ids.put(((Json) value).asText(), path);
                    if (other != null) {
                        throw new Refused(
                                400,
                                "indexing config: duplicate ID " + value + " found at /config/"
                                        + String.join("/", other) + " and /config/" + String.join("/", path));
                    }
                } else {
                    index(value, below(path, String.valueOf(name)), ids);
                }
            });
        } else if (at instanceof List<?> elements) {
            for (int i = 0; i < elements.size(); i++) {
                index(elements.get(i), below(path, Integer.toString(i)), ids);
            }
        }
    }

    private static List<String> below(List<String> path, String step) {
        List<String> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }
}
