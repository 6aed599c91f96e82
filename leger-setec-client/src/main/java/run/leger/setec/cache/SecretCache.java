package run.leger.setec.cache;

import java.util.Optional;
import run.leger.core.SecretBytes;

/**
 * Keeps one document from one start to the next: all that a store holds, as bytes in the format of Go's store. What keeps it decides how it lies
 * there.
 *
 * <p>Mirrors {@code setec.Cache}.
 */
public interface SecretCache {
    /**
     * Returns what was last written.
     *
     * @return the document, which is the caller's to close; empty where there is none
     * @throws run.leger.core.LegerException if it is there and cannot be read or believed: the store reports that and goes on without it
     */
    Optional<SecretBytes> read();

    /**
     * Keeps a document, whole or not at all, instead of the one before.
     *
     * @param document the document, which stays the caller's to close
     * @throws run.leger.core.LegerException if it cannot be kept; the one before is still there then
     */
    void write(SecretBytes document);

    /**
     * Tells what this is, for messages and reports.
     *
     * @return such as {@code file /var/lib/leger/secrets}; never a value
     */
    String description();
}
