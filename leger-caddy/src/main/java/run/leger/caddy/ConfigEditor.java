package run.leger.caddy;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import run.leger.core.Json;
import run.leger.core.TransportRequest;
import run.leger.core.internal.JsonParts;

/**
 * Changes parts of Caddy's running configuration. Each change is a load: Caddy starts the whole configuration that results, and a method returns
 * when it runs. What does not start is refused, and the configuration before goes on. Nothing is sent again that may have been done.
 *
 * <p>Every method throws what {@link CaddyAdmin} says of all methods, and besides that {@link ConfigRefusedException} if the result does not start, {@link
 * InvalidConfigPathException} if the path leads through something that is not there, and {@link run.leger.core.PreconditionFailedException} if the
 * configuration is not the one any more that {@link CaddyAdmin#ifMatch} was given; nothing is changed in any of these cases.
 */
public final class ConfigEditor {
    private final AdminCalls calls;
    private final @Nullable String tag;
    private final boolean forced;

    ConfigEditor(AdminCalls calls, @Nullable String tag, boolean forced) {
        this.calls = calls;
        this.tag = tag;
        this.forced = forced;
    }

    /** Returns the same changes, which Caddy loads even where they change nothing. */
    ConfigEditor forced() {
        return new ConfigEditor(calls, tag, true);
    }

    /**
     * Adds an element to the end of an array. A field that is not there becomes an array with this element.
     *
     * <p>Can break: whatever the configuration serves; and where the path names no array, Caddy puts an array in the place of what is there.
     *
     * <p>Right: the admin API. Upstream: stable. {@code POST /config/path/...}. Not made twice.
     *
     * @param array the path of the array
     * @param element the element
     */
    public void append(ConfigPath array, Json element) {
        appendAll(array, Json.parse("[" + element + "]"));
    }

    /**
     * Adds elements to the end of an array, in one change. A field that is not there becomes an array with these elements.
     *
     * <p>Can break: whatever the configuration serves; and where the path names no array, Caddy puts an array in the place of what is there.
     *
     * <p>Right: the admin API. Upstream: stable. {@code POST /config/path/...}. Not made twice.
     *
     * @param array the path of the array
     * @param elements an array of the elements
     * @throws IllegalArgumentException if it is no array, or the path is the whole configuration
     */
    public void appendAll(ConfigPath array, Json elements) {
        if (!JsonParts.isArray(elements)) {
            throw new IllegalArgumentException("an array of the elements is due");
        }
        change("POST", belowRoot(array), "/...", elements);
    }

    /**
     * Inserts an element into an array, before the one that is there.
     *
     * <p>Can break: whatever the configuration serves.
     *
     * <p>Right: the admin API. Upstream: stable. {@code PUT /config/path/index}. Not made twice.
     *
     * @param array the path of the array
     * @param index where, from 0; the length of the array puts it at the end
     * @param element the element
     * @throws KeyExistsException if the path names an object, which has a field of that name
     */
    public void insert(ConfigPath array, int index, Json element) {
        change("PUT", belowRoot(array.index(index)), "", Objects.requireNonNull(element, "element"));
    }

    /**
     * Creates a field, with the objects above it that are not there.
     *
     * <p>Can break: whatever the configuration serves; and where the path names an element of an array, Caddy inserts before it.
     *
     * <p>Right: the admin API. Upstream: stable. {@code PUT /config/path}. Not made twice.
     *
     * @param path the path of the field
     * @param value its value
     * @throws KeyExistsException if it is there already
     * @throws IllegalArgumentException if the path is the whole configuration
     */
    public void create(ConfigPath path, Json value) {
        change("PUT", belowRoot(path), "", Objects.requireNonNull(value, "value"));
    }

    /**
     * Replaces a field or an element.
     *
     * <p>Can break: whatever the configuration serves; at the root, the address of the admin API too (see {@link CaddyAdmin#loadJson}).
     *
     * <p>Right: the admin API. Upstream: stable. {@code PATCH /config/path}. Not made twice.
     *
     * @param path its path
     * @param value its new value
     * @throws run.leger.core.NotFoundException if it is not there
     * @throws IllegalArgumentException if that would unload everything: null at the root
     */
    public void replace(ConfigPath path, Json value) {
        if (path.isRoot()) {
            replaceAll(value);
        } else {
            change("PATCH", path, "", Objects.requireNonNull(value, "value"));
        }
    }

    /**
     * Deletes a field or an element. {@link CaddyAdmin#unload} deletes everything.
     *
     * <p>Can break: whatever the configuration serves.
     *
     * <p>Right: the admin API. Upstream: stable. {@code DELETE /config/path}. Not made twice.
     *
     * @param path its path
     * @throws run.leger.core.NotFoundException if it is not there
     * @throws IllegalArgumentException if the path is the whole configuration
     */
    public void delete(ConfigPath path) {
        change("DELETE", belowRoot(path), "", null);
    }

    void deleteAll() {
        change("DELETE", ConfigPath.root(), "", null);
    }

    private void replaceAll(Json config) {
        if (JsonParts.isNull(config)) {
            throw new IllegalArgumentException("a null configuration would unload everything");
        }
        // Not PATCH: whether there is something to replace makes no difference here.
        change("POST", ConfigPath.root(), "", config);
    }

    private static ConfigPath belowRoot(ConfigPath path) {
        if (path.isRoot()) {
            throw new IllegalArgumentException("a path below the whole configuration is due");
        }
        return path;
    }

    private void change(String method, ConfigPath path, String all, @Nullable Json value) {
        byte[] body = value == null ? new byte[0] : value.utf8();
        TransportRequest request =
                AdminCalls.change(method, path.target() + all, value == null ? null : CaddyAdmin.JSON, body);
        if (forced) {
            request = AdminCalls.forced(request);
        }
        TaggedChange tagged = new TaggedChange(calls, request, path);
        if (tag != null) {
            tagged.make(tag);
        } else if (value == null || path.isById()) {
            tagged.make();
        } else {
            calls.send(request, AdminCalls.LOAD);
        }
    }
}
