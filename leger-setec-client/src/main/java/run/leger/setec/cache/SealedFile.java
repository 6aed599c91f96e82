package run.leger.setec.cache;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import run.leger.core.FileFailedException;
import run.leger.core.SecretBytes;

/**
 * An encrypted file, the one to take for whatever is secret: nobody reads it without the key, and nobody changes it unnoticed. It keeps any bytes,
 * not only a store's.
 *
 * <pre>{@code
 * SealedFile cache = SealedFile.at(path, SealingKey.credential("cache-key"), SealedFor.server("secrets", server));
 * }</pre>
 *
 * <p>Sealed by Tink (XChaCha20-Poly1305 with keys from {@link #newKey}; any of Tink's AEAD keysets will do) and bound to what it is for, see {@link
 * SealedFor}. Replaced whole, with mode 0600 from its first byte; its folder is made for this user alone where there is none. A file that was cut,
 * changed, sealed for something else, exposed to others or is too large is never believed: each is an {@link UntrustedFileException}.
 *
 * <p><b>Old files.</b> A seal tells who wrote a file, not that it is the newest: whoever can write into the folder can put back a file that was
 * right once. {@link #maxAge} bounds how old such a file can be, as far as this device's clock is right; a file from the future counts as new,
 * since devices start with slow clocks. {@link #counter} notices it, as long as the counter's file lies where the attacker cannot write, such as
 * beside the key; whoever can put back both, as with an image of the whole disk, is noticed by neither. Nothing notices a file that was deleted.
 *
 * <p>Needs {@code com.google.crypto.tink:tink}, which programs add themselves; on the module path also {@code --add-modules
 * com.google.crypto.tink} where nothing else resolves it. Nothing of it is loaded before the first use. Safe for use by many threads; of several
 * processes the last writer wins, but with a counter only one process may write.
 */
public final class SealedFile implements SecretCache {
    /** The most that is read back: 64 MiB. */
    static final int DEFAULT_MAX_BYTES = 64 << 20;

    private final OwnFile file;
    private final SealingKey key;
    private final SealedFor purpose;
    private final @Nullable Duration maxAge;
    private final @Nullable ReplayCounter counter;
    private final InstantSource clock;
    private final ReentrantLock writing = new ReentrantLock();

    private SealedFile(
            OwnFile file,
            SealingKey key,
            SealedFor purpose,
            @Nullable Duration maxAge,
            @Nullable ReplayCounter counter,
            InstantSource clock) {
        this.file = file;
        this.key = key;
        this.purpose = purpose;
        this.maxAge = maxAge;
        this.counter = counter;
        this.clock = clock;
    }

    /**
     * Returns an encrypted file. Nothing is read or written yet.
     *
     * @param path where it is or shall be
     * @param key where its key comes from
     * @param purpose what it is for, and only for
     * @return the file
     * @throws IllegalStateException if Tink is not there; the message says what to add
     */
    public static SealedFile at(Path path, SealingKey key, SealedFor purpose) {
        return at(path, key, purpose, InstantSource.system());
    }

    static SealedFile at(Path path, SealingKey key, SealedFor purpose, InstantSource clock) {
        TinkSeal.requireLibrary();
        return new SealedFile(
                new OwnFile(path, DEFAULT_MAX_BYTES),
                Objects.requireNonNull(key, "key"),
                Objects.requireNonNull(purpose, "purpose"),
                null,
                null,
                clock);
    }

    /**
     * Returns this file with a bound on its age.
     *
     * @param maxAge how long after it was sealed a file is still believed
     * @return a file that is read that way
     * @throws IllegalArgumentException if that is not positive
     */
    public SealedFile maxAge(Duration maxAge) {
        if (maxAge.isNegative() || maxAge.isZero()) {
            throw new IllegalArgumentException("an age is positive: " + maxAge);
        }
        return new SealedFile(file, key, purpose, maxAge, counter, clock);
    }

    /**
     * Returns this file with a guard against old ones that were put back: the number of the newest is kept in another file.
     *
     * @param path where the number is or shall be: a place that is harder to write to than that of the file, and no other file's
     * @return a file that is read and written that way
     */
    public SealedFile counter(Path path) {
        return new SealedFile(file, key, purpose, maxAge, new ReplayCounter(path), clock);
    }

    /**
     * Makes a key and puts it into a file of mode 0600, whose folder is made for this user alone where there is none.
     *
     * @param path where the key shall be; nothing may be there yet, because what an old key sealed cannot be opened without it
     * @return the key
     * @throws FileFailedException if there is something already, or it cannot be written
     * @throws IllegalStateException if Tink is not there; the message says what to add
     */
    public static SealingKey newKey(Path path) {
        TinkSeal.requireLibrary();
        byte[] keyset = TinkSeal.newKeyset();
        try {
            new OwnFile(path, keyset.length).create(keyset);
        } finally {
            Arrays.fill(keyset, (byte) 0);
        }
        return SealingKey.file(path);
    }

    /**
     * Returns what was last written.
     *
     * @return the bytes, which are the caller's to close; empty where there is no file
     * @throws UntrustedFileException if it must not be believed; the subtype tells why
     * @throws SealingKeyException if there is no key to open it with
     * @throws FileFailedException if it cannot be read
     */
    @Override
    public Optional<SecretBytes> read() {
        Optional<byte[]> found = file.read();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (Envelope.Seal opened = new Envelope(file.path(), purpose).open(found.get(), TinkSeal.with(key))) {
            requireNewest(opened);
            requireYoung(opened);
            return Optional.of(SecretBytes.take(opened.content()));
        }
    }

    private void requireNewest(Envelope.Seal opened) {
        if (counter != null && opened.number() < counter.read()) {
            throw new ReplayedFileException(file.path(), "it is older than the last one that was written");
        }
    }

    private void requireYoung(Envelope.Seal opened) {
        if (maxAge != null && clock.instant().isAfter(opened.sealedAt().plus(maxAge))) {
            throw new ExpiredFileException(file.path(), "it was sealed at " + opened.sealedAt());
        }
    }

    /**
     * Keeps bytes instead of the ones before.
     *
     * <p>Can break: nothing but what reads this file.
     *
     * @param content the bytes, which stay the caller's to close
     * @throws SealingKeyException if there is no key to seal it with
     * @throws ExposedFileException if something is there that is not an ordinary file
     * @throws IllegalArgumentException if it is larger than 64 MiB, which would not be read again
     * @throws FileFailedException if it cannot be written; the one before is still there then
     */
    @Override
    public void write(SecretBytes content) {
        ReplayCounter numbers = counter;
        if (numbers == null) {
            write(content, 0);
            return;
        }
        // File and number go together, or an honest file would look like an old one.
        writing.lock();
        try {
            long number = numbers.read() + 1;
            write(content, number);
            // After the file: killed in between, the file is newer than the number, which is no harm.
            numbers.write(number);
        } finally {
            writing.unlock();
        }
    }

    private void write(SecretBytes content, long number) {
        TinkSeal tink = TinkSeal.with(key);
        byte[] sealed =
                content.use(bytes -> new Envelope(file.path(), purpose).seal(bytes, number, clock.instant(), tink));
        if (sealed.length > file.limit()) {
            throw new IllegalArgumentException("sealed, it is larger than " + file.limit() + " bytes");
        }
        file.write(sealed);
    }

    @Override
    public String description() {
        return "sealed file " + file.path();
    }
}
