package run.leger.setec.cache;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import run.leger.core.SecretBytes;

/**
 * A plain file, for interchange with Go: the real Go client reads what a store keeps here, and a store reads what Go kept. Nothing on the disk
 * protects the values but the file's mode; where nobody else needs to read it, {@link SealedFile} is the one to take.
 *
 * <p>The folder is made for this user alone where there is none. The file is replaced whole, with mode 0600 from its first byte even if the one
 * before was laxer. Unlike Go's, this one does not believe a file that others than its owner (this user or root) may use, looks each time
 * whether it is an ordinary file, and reads no more than a bound. Safe for use by many threads.
 *
 * <p>Mirrors {@code setec.FileCache}.
 */
public final class GoFile implements SecretCache {
    private final OwnFile file;

    private GoFile(Path path) {
        this.file = new OwnFile(path, SealedFile.DEFAULT_MAX_BYTES);
    }

    /**
     * Returns a cache in a plain file.
     *
     * @param path where it is or shall be; its folder is made with mode 0700 where there is none
     * @return the cache
     * @throws ExposedFileException if something is there that is not an ordinary file, such as a symbolic link
     * @throws run.leger.core.FileFailedException if the folder cannot be made
     */
    public static GoFile at(Path path) {
        GoFile cache = new GoFile(path);
        cache.file.prepare();
        return cache;
    }

    /**
     * Returns what was last written, by Go or by this library.
     *
     * @return the document, which is the caller's to close; empty where there is no file, or one without a byte
     * @throws UntrustedFileException if it must not be believed: exposed to others, or larger than 64 MiB
     * @throws run.leger.core.FileFailedException if it cannot be read
     */
    @Override
    public Optional<SecretBytes> read() {
        return file.read().filter(bytes -> bytes.length > 0).map(SecretBytes::take);
    }

    /**
     * Keeps a document instead of the one before.
     *
     * <p>Can break: a Go program that starts from this file, if the document is not in its format.
     *
     * @param document the document, which stays the caller's to close
     * @throws ExposedFileException if something is there that is not an ordinary file
     * @throws IllegalArgumentException if it is larger than 64 MiB, which would not be read again
     * @throws run.leger.core.FileFailedException if it cannot be written; the one before is still there then
     */
    @Override
    public void write(SecretBytes document) {
        byte[] bytes = document.copy();
        try {
            if (bytes.length > file.limit()) {
                throw new IllegalArgumentException("the document is larger than " + file.limit() + " bytes");
            }
            file.write(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    @Override
    public String description() {
        return "plain file " + file.path();
    }
}
