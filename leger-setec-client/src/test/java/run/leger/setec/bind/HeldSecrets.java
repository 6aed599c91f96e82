package run.leger.setec.bind;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import run.leger.core.AccessDeniedException;
import run.leger.core.SecretBytes;
import run.leger.setec.Secret;
import run.leger.setec.SecretLookup;
import run.leger.setec.SecretName;
import run.leger.setec.SecretState;
import run.leger.setec.SecretUnavailableException;
import run.leger.setec.SecretValue;
import run.leger.setec.SecretVersion;

/** Handles on values that a test puts and replaces. */
final class HeldSecrets implements SecretLookup {
    private final Map<SecretName, SecretValue> values = new HashMap<>();
    private final Set<SecretName> stale = new HashSet<>();
    private final Set<SecretName> denied = new HashSet<>();

    HeldSecrets put(String name, String value) {
        return put(name, value.getBytes(StandardCharsets.UTF_8));
    }

    HeldSecrets put(String name, byte[] value) {
        SecretName key = SecretName.of(name);
        long next = values.containsKey(key) ? values.get(key).version().number() + 1 : 1;
        values.put(key, new SecretValue(SecretBytes.copyOf(value), SecretVersion.of(next)));
        return this;
    }

    HeldSecrets stale(String name) {
        stale.add(SecretName.of(name));
        return this;
    }

    HeldSecrets denied(String name) {
        denied.add(SecretName.of(name));
        return this;
    }

    @Override
    public Secret secret(SecretName name) {
        if (denied.contains(name)) {
            throw new AccessDeniedException("POST /api/get of " + name, 403, "access denied", "add a rule");
        }
        if (!values.containsKey(name)) {
            throw new SecretUnavailableException("there is no secret " + name, "store it", null);
        }
        return new Handle(name);
    }

    private final class Handle implements Secret {
        private final SecretName name;

        Handle(SecretName name) {
            this.name = name;
        }

        @Override
        public SecretName name() {
            return name;
        }

        @Override
        public SecretValue current() {
            if (stale.contains(name)) {
                throw new SecretUnavailableException(name + " is too old", "see why", null);
            }
            return Objects.requireNonNull(values.get(name));
        }

        @Override
        public SecretState state() {
            return new SecretState(
                    Optional.of(Objects.requireNonNull(values.get(name)).version()),
                    Optional.of("test"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    stale.contains(name));
        }

        @Override
        public SecretValue refresh() {
            return current();
        }

        @Override
        public Subscription onChange(Consumer<SecretValue> listener) {
            return () -> {};
        }
    }
}
