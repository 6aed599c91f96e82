package run.leger.setec;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import run.leger.core.SecretBytes;

/** A secret that nobody rotates. */
record FixedSecret(SecretName name, SecretValue current) implements Secret {
    private static final String ORIGIN = "program";

    FixedSecret(SecretName name, SecretBytes value) {
        this(Objects.requireNonNull(name, "name"), new SecretValue(value, SecretVersion.of(1)));
    }

    @Override
    public SecretState state() {
        return new SecretState(
                Optional.of(current.version()),
                Optional.of(ORIGIN),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    @Override
    public SecretValue refresh() {
        return current;
    }

    @Override
    public Subscription onChange(Consumer<SecretValue> listener) {
        Objects.requireNonNull(listener, "listener");
        return () -> {};
    }

    @Override
    public String toString() {
        return "Secret(" + name.shown() + " version " + current.version() + ")";
    }
}
