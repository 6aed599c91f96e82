package run.leger.setec;

import java.util.function.Consumer;

/** The handle that a store gives out. While somebody holds it, the store keeps its secret. */
final class StoreSecret implements Secret {
    private final Entry entry;
    private final SecretStore store;

    StoreSecret(Entry entry, SecretStore store) {
        this.entry = entry;
        this.store = store;
    }

    @Override
    public SecretName name() {
        return entry.name;
    }

    @Override
    public SecretValue current() {
        SecretValue value = entry.served;
        if (value == null) {
            throw entry.unavailable();
        }
        entry.touch();
        return value;
    }

    @Override
    public SecretState state() {
        return entry.state();
    }

    @Override
    public SecretValue refresh() {
        return store.refresh(entry);
    }

    @Override
    public Subscription onChange(Consumer<SecretValue> listener) {
        return store.listen(entry, listener);
    }

    @Override
    public String toString() {
        return "Secret(" + entry.name.shown()
                + entry.state().version().map(version -> " version " + version).orElse("") + ")";
    }
}
