package run.leger.setec;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.leger.core.SecretBytes;
import run.leger.setec.cache.SecretCache;

/** A cache in the memory of a test, which can fail. */
final class TestCache implements SecretCache {
    volatile byte @Nullable [] document;
    volatile boolean broken;
    volatile int writes;

    @Override
    public Optional<SecretBytes> read() {
        return Optional.ofNullable(document).map(SecretBytes::copyOf);
    }

    @Override
    public synchronized void write(SecretBytes fresh) {
        if (broken) {
            throw new IllegalStateException("hunter2");
        }
        document = fresh.copy();
        writes++;
    }

    @Override
    public String description() {
        return "memory";
    }
}
