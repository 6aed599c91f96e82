package run.leger.setec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which a Setec server keeps values and numbers, in the plainest form, and what the client makes of each call: a result, or the simple
 * name of an exception. Written apart from the fake, so that the two and the real server are three who have to agree.
 */
final class ServerModel {
    private static final long LARGEST = 4294967295L;

    private static final class Held {
        private final TreeMap<Long, String> values = new TreeMap<>();
        private final Set<Long> everCreatedAndDeleted = new TreeSet<>();
        private long active;
        private long latest;
    }

    private final Map<String, Held> secrets = new HashMap<>();

    String put(String name, String value) {
        Held held = secrets.get(name);
        if (held == null) {
            held = new Held();
            held.active = 1;
            held.latest = 1;
            held.values.put(1L, value);
            secrets.put(name, held);
            return "1";
        }
        boolean latestGone = !held.values.containsKey(held.latest);
        if (latestGone && value.isEmpty()) {
            // The server compares with the value that a missing entry has, and says that it stored this.
            return held.latest == 0 ? "VersionsExhaustedException" : "ValueNotStoredException";
        }
        if (!value.equals(held.values.get(held.latest))) {
            held.latest = held.latest == LARGEST ? 0 : held.latest + 1;
            held.values.put(held.latest, value);
        }
        return held.latest == 0 ? "VersionsExhaustedException" : Long.toString(held.latest);
    }

    String createVersion(String name, long version, String value) {
        if (version == 0) {
            return "InvalidVersionException";
        }
        Held held = secrets.computeIfAbsent(name, unused -> new Held());
        if (held.values.containsKey(version) || held.everCreatedAndDeleted.contains(version)) {
            return "VersionClaimedException";
        }
        held.values.put(version, value);
        held.active = version;
        held.latest = Math.max(held.latest, version);
        return "done";
    }

    String activate(String name, long version) {
        if (version == 0) {
            return "InvalidVersionException";
        }
        Held held = secrets.get(name);
        if (held == null || !held.values.containsKey(version)) {
            return "NotFoundException";
        }
        held.active = version;
        return "done";
    }

    String deleteVersion(String name, long version) {
        if (version == 0) {
            return "InvalidVersionException";
        }
        Held held = secrets.get(name);
        if (held == null) {
            return "NotFoundException";
        }
        if (held.active == version) {
            return "ActiveVersionException";
        }
        if (held.values.remove(version) == null) {
            return "NotFoundException";
        }
        held.everCreatedAndDeleted.add(version);
        return "done";
    }

    String delete(String name) {
        secrets.remove(name);
        return "done";
    }

    String get(String name) {
        return getVersion(name, 0);
    }

    String getVersion(String name, long version) {
        Held held = secrets.get(name);
        long wanted = held != null && version == 0 ? held.active : version;
        @Nullable String value = held == null ? null : held.values.get(wanted);
        return value == null ? "NotFoundException" : wanted + "=" + value;
    }

    String getIfChanged(String name, long version) {
        Held held = secrets.get(name);
        return held != null && version != 0 && held.active == version ? "unchanged " + version : get(name);
    }

    String info(String name) {
        Held held = secrets.get(name);
        return held == null ? "NotFoundException" : name + " " + held.values.keySet() + " active " + held.active;
    }

    /** In no order: that is the suite's matter. */
    List<String> list() {
        List<String> infos = new ArrayList<>();
        secrets.keySet().forEach(name -> infos.add(info(name)));
        return infos;
    }
}
