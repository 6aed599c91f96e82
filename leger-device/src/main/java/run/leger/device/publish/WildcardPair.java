package run.leger.device.publish;

import java.util.Arrays;
import java.util.Optional;
import run.leger.core.AtomicFile;
import run.leger.core.LegerException;
import run.leger.tailscale.CertPair;

/**
 * The wildcard certificate and its key, in one file: Caddy reads each from it, and a process that is killed never leaves a key beside the
 * certificate of another, with which Caddy would not start. Put back where publishing fails.
 */
final class WildcardPair implements AutoCloseable {
    private final AtomicFile file;
    private final Optional<byte[]> old;

    private WildcardPair(AtomicFile file) {
        this.file = file;
        old = file.read();
    }

    /** Writes a pair, or leaves the old one. */
    static WildcardPair write(PublishFiles files, CertPair pair) {
        WildcardPair written = new WildcardPair(files.wildcard());
        try {
            pair.keyPem().use(key -> {
                byte[] chain = pair.chainPem();
                byte[] both = Arrays.copyOf(key, key.length + chain.length);
                try {
                    System.arraycopy(chain, 0, both, key.length, chain.length);
                    written.file.replace(both);
                    return both.length;
                } finally {
                    Arrays.fill(both, (byte) 0);
                }
            });
            return written;
        } catch (LegerException e) {
            written.close();
            throw e;
        }
    }

    /** Puts back what was there. */
    void undo(LegerException failure) {
        try {
            old.ifPresentOrElse(file::replace, file::delete);
        } catch (LegerException e) {
            failure.addSuppressed(e);
        }
    }

    /** Forgets the old key. */
    @Override
    public void close() {
        old.ifPresent(bytes -> Arrays.fill(bytes, (byte) 0));
    }
}
