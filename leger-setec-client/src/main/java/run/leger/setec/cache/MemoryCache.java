package run.leger.setec.cache;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import run.leger.core.SecretBytes;

/**
 * Keeps a document in memory, from one store to the next of the same process: for tests, and for programs that open stores more than once. Safe
 * for use by many threads.
 *
 * <p>Mirrors {@code setec.MemCache}.
 */
public final class MemoryCache implements SecretCache {
    private final AtomicReference<@Nullable SecretBytes> held = new AtomicReference<>();

    private MemoryCache() {}

    /**
     * Returns a cache with nothing in it.
     *
     * @return the cache
     */
    public static MemoryCache empty() {
        return new MemoryCache();
    }

    /**
     * Returns a cache that holds a copy of a document already, such as a test needs.
     *
     * @param document the document, which stays the caller's to close
     * @return the cache
     */
    public static MemoryCache holding(SecretBytes document) {
        MemoryCache cache = new MemoryCache();
        cache.write(document);
        return cache;
    }

    @Override
    public Optional<SecretBytes> read() {
        while (true) {
            SecretBytes now = held.get();
            if (now == null) {
                return Optional.empty();
            }
            try {
                return Optional.of(SecretBytes.take(now.copy()));
            } catch (IllegalStateException e) {
                // Replaced and wiped since: there is another.
            }
        }
    }

    @Override
    public void write(SecretBytes document) {
        SecretBytes before = held.getAndSet(SecretBytes.take(document.copy()));
        if (before != null) {
            before.close();
        }
    }

    @Override
    public String description() {
        return "memory";
    }
}
