package run.leger.tailscale.serve;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import run.leger.core.internal.JsonIn;

/** Objects whose names are keys. An entry that is null, or whose name is no such key, is left out: it is still in {@code raw()}. */
final class Entries {
    private Entries() {}

    static <V> Map<Integer, V> byPort(JsonIn in, Function<JsonIn, V> value) {
        return read(in, Ports::parse, port -> port != 0, value);
    }

    static <V> Map<HostPort, V> byHostPort(JsonIn in, Function<JsonIn, V> value) {
        return read(in, HostPort::new, at -> true, value);
    }

    static <V> Map<ServiceName, V> byService(JsonIn in, Function<JsonIn, V> value) {
        return read(in, ServiceName::new, name -> true, value);
    }

    static <V> Map<String, V> byName(JsonIn in, Function<JsonIn, V> value) {
        return read(in, name -> name, name -> true, value);
    }

    private static <K, V> Map<K, V> read(
            JsonIn in, Function<String, K> key, Predicate<K> valid, Function<JsonIn, V> value) {
        if (in.isNull()) {
            return Map.of();
        }
        Map<K, V> entries = new LinkedHashMap<>();
        in.beginObject();
        for (String name = in.field(); name != null; name = in.field()) {
            @Nullable V entry = in.objectOrNull(value);
            K known = key.apply(name);
            if (entry != null && valid.test(known)) {
                entries.put(known, entry);
            }
        }
        return Collections.unmodifiableMap(entries);
    }
}
