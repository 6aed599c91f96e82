package run.leger.setec.rotate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import run.leger.core.SecretBytes;
import run.leger.setec.Secret;
import run.leger.setec.SecretName;
import run.leger.setec.SecretState;
import run.leger.setec.SecretUnavailableException;
import run.leger.setec.SecretValue;
import run.leger.setec.SecretVersion;

/** A handle whose value a test sets: what the server has, and what is held until somebody asks. */
final class TestSecret implements Secret {
    final AtomicInteger refreshes = new AtomicInteger();
    private final List<Consumer<SecretValue>> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable SecretValue held;
    private volatile @Nullable SecretValue server;
    volatile Runnable onRefresh = () -> {};

    TestSecret(@Nullable String text) {
        if (text != null) {
            serve(1, text);
            held = server;
        }
    }

    /** The server has another value, which nobody fetched yet. */
    void serve(long version, String text) {
        serve(version, text.getBytes(UTF_8));
    }

    void serve(long version, byte[] bytes) {
        server = new SecretValue(SecretBytes.copyOf(bytes), SecretVersion.of(version));
    }

    /** A poll found another value. */
    void rotate(long version, String text) {
        serve(version, text);
        poll();
    }

    void rotate(long version, byte[] bytes) {
        serve(version, bytes);
        poll();
    }

    @SuppressWarnings("ReferenceEquality") // another object is another answer
    private void poll() {
        SecretValue fresh = server;
        if (fresh != null && fresh != held) {
            held = fresh;
            listeners.forEach(listener -> listener.accept(fresh));
        }
    }

    int listeners() {
        return listeners.size();
    }

    @Override
    public SecretName name() {
        return SecretName.of("prod/db");
    }

    @Override
    public SecretValue current() {
        SecretValue value = held;
        if (value == null) {
            throw new SecretUnavailableException("prod/db has no value", null, null);
        }
        return value;
    }

    @Override
    public SecretState state() {
        SecretValue value = held;
        return new SecretState(
                Optional.ofNullable(value).map(SecretValue::version),
                Optional.of("test"),
                Optional.of(Instant.EPOCH),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    @Override
    public SecretValue refresh() {
        refreshes.incrementAndGet();
        onRefresh.run();
        poll();
        return current();
    }

    @Override
    public Subscription onChange(Consumer<SecretValue> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
