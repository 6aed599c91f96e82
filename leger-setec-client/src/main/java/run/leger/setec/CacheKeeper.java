package run.leger.setec;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.leger.core.LegerException;
import run.leger.core.SecretBytes;
import run.leger.setec.cache.SecretCache;

/** Reads the cache once and writes it whole, by one writer at a time. A cache that fails is reported, and stops nothing. */
final class CacheKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(SecretStore.class);
    /** How often a cache is written where no value changed, only the times beside them. */
    private static final Duration QUIET = Duration.ofMinutes(10);

    private final Optional<SecretCache> cache;
    private final Executor writer;
    private final Supplier<SortedMap<SecretName, CachedSecret>> content;
    private final Supplier<Instant> clock;
    private final StoreMetrics metrics;
    private final AtomicInteger wanted = new AtomicInteger();
    private volatile @Nullable Instant written;
    private volatile @Nullable LegerException refusal;
    private volatile @Nullable LegerException failure;

    CacheKeeper(
            Optional<SecretCache> cache,
            Executor writer,
            Supplier<SortedMap<SecretName, CachedSecret>> content,
            Supplier<Instant> clock,
            StoreMetrics metrics) {
        this.cache = cache;
        this.writer = writer;
        this.content = content;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Why it could not be read: what is written afterwards does not make that good. */
    Optional<LegerException> refusal() {
        return Optional.ofNullable(refusal);
    }

    Optional<LegerException> failure() {
        return Optional.ofNullable(failure);
    }

    SortedMap<SecretName, CachedSecret> read() {
        if (cache.isEmpty()) {
            return new TreeMap<>();
        }
        try {
            Optional<SecretBytes> document = cache.get().read();
            if (document.isEmpty()) {
                return new TreeMap<>();
            }
            try (SecretBytes bytes = document.get()) {
                return bytes.use(CacheDocument::decode);
            }
        } catch (LegerException e) {
            refusal = failed("read", e);
            return new TreeMap<>();
        } catch (RuntimeException e) {
            refusal = failed("read", wrapped(e));
            return new TreeMap<>();
        }
    }

    /** Has it written soon, once for all who want that before it begins. */
    void save() {
        if (cache.isPresent() && wanted.getAndIncrement() == 0) {
            writer.execute(this::writeWhileWanted);
        }
    }

    /** Has it written if that was not done for a while. */
    void saveTimes() {
        Instant last = written;
        if (last == null || Duration.between(last, clock.get()).abs().compareTo(QUIET) >= 0) {
            save();
        }
    }

    private void writeWhileWanted() {
        int seen;
        do {
            seen = wanted.get();
            write();
        } while (!wanted.compareAndSet(seen, 0));
    }

    /** Writes on this thread; not while the writer runs. */
    void write() {
        SortedMap<SecretName, CachedSecret> secrets = content.get();
        if (cache.isEmpty() || secrets.isEmpty()) {
            // A store that never had a value must not replace what an earlier one left.
            return;
        }
        try {
            byte[] document = CacheDocument.encode(secrets);
            try (SecretBytes bytes = SecretBytes.take(document)) {
                cache.get().write(bytes);
            } finally {
                Arrays.fill(document, (byte) 0);
            }
            written = clock.get();
            failure = null;
            metrics.cacheWritten(true);
        } catch (LegerException e) {
            metrics.cacheWritten(false);
            failure = failed("written", e);
        } catch (RuntimeException e) {
            metrics.cacheWritten(false);
            failure = failed("written", wrapped(e));
        }
    }

    private LegerException wrapped(RuntimeException e) {
        return new SecretUnavailableException(
                cache.orElseThrow().description() + " failed: " + e.getClass().getName(), null, e);
    }

    private static LegerException failed(String what, LegerException e) {
        LOG.warn("the cache of secrets could not be {}, going on without: {}", what, e.getMessage());
        return e;
    }
}
