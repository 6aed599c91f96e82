package run.leger.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a Setec server keeps, with its rules about versions, and with its defects: a client has to live with those. Guarded by its owner. */
final class SetecStore {
    private static final long MAX = 0xffff_ffffL;

    private final Map<String, Secret> secrets = new TreeMap<>(
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));

    /** One secret. The highest number ever used is remembered although its value may be gone. */
    static final class Secret {
        final NavigableMap<Long, byte[]> versions = new TreeMap<>();
        final Set<Long> burnt = new TreeSet<>();
        long active;
        long latest;

        List<Long> numbers() {
            return new ArrayList<>(versions.keySet());
        }
    }

    /** A refusal, as the handlers word it. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        final int status;
        final String text;

        Refused(int status, String text) {
            super(text, null, false, false);
            this.status = status;
            this.text = text;
        }

        static Refused internal() {
            return new Refused(500, "internal error");
        }

        static Refused notFound() {
            return new Refused(404, "not found");
        }
    }

    Set<String> names() {
        return secrets.keySet();
    }

    @Nullable
    Secret find(String name) {
        return secrets.get(name);
    }

    Secret require(String name) {
        Secret secret = secrets.get(name);
        if (secret == null) {
            throw Refused.notFound();
        }
        return secret;
    }

    byte[] value(String name, long version) {
        Secret secret = require(name);
        byte[] value = secret.versions.get(version == 0 ? secret.active : version);
        if (value == null) {
            throw Refused.notFound();
        }
        return value;
    }

    long put(String name, byte[] value) {
        refuseReserved(name);
        Secret secret = secrets.get(name);
        if (secret == null) {
            secret = new Secret();
            secrets.put(name, secret);
            secret.active = 1;
            return store(secret, 1, value);
        }
        // A deleted latest version compares as the empty value, so putting that stores nothing.
        byte[] latest = secret.versions.getOrDefault(secret.latest, new byte[0]);
        if (Arrays.equals(latest, value)) {
            return secret.latest;
        }
        return store(secret, secret.latest == MAX ? 0 : secret.latest + 1, value);
    }

    private static long store(Secret secret, long version, byte[] value) {
        secret.versions.put(version, value);
        secret.latest = version;
        return version;
    }

    /** Reserved names are not refused here: the server forgets to. */
    void create(String name, long version, byte[] value) {
        Secret secret = secrets.computeIfAbsent(name, unused -> new Secret());
        if (secret.versions.containsKey(version) || secret.burnt.contains(version)) {
            throw new Refused(412, "version already set");
        }
        secret.versions.put(version, value);
        secret.latest = Math.max(secret.latest, version);
        secret.active = version;
    }

    void activate(String name, long version) {
        refuseReserved(name);
        if (version == 0) {
            throw Refused.internal();
        }
        Secret secret = require(name);
        if (!secret.versions.containsKey(version)) {
            throw Refused.notFound();
        }
        secret.active = version;
    }

    void deleteVersion(String name, long version) {
        refuseReserved(name);
        if (version == 0) {
            throw Refused.internal();
        }
        Secret secret = require(name);
        if (secret.active == version) {
            throw Refused.internal();
        }
        if (secret.versions.remove(version) == null) {
            throw Refused.notFound();
        }
        secret.burnt.add(version);
    }

    void delete(String name) {
        refuseReserved(name);
        secrets.remove(name);
    }

    private static void refuseReserved(String name) {
        if (name.startsWith("_internal/")) {
            throw Refused.internal();
        }
    }
}
