package run.leger.device.publish;

import java.util.Arrays;
import java.util.Optional;
import run.leger.core.AtomicFile;
import run.leger.core.LegerException;
import run.leger.tailscale.CertPair;

/** The two files of the wildcard certificate. They are changed together, and put back together where publishing fails. */
final class WildcardPair implements AutoCloseable {
    private final AtomicFile certificate;
    private final AtomicFile key;
    private final Optional<byte[]> oldCertificate;
    private final Optional<byte[]> oldKey;

    private WildcardPair(PublishFiles files) {
        certificate = files.wildcardCertificate();
        key = files.wildcardKey();
        oldCertificate = certificate.read();
        oldKey = key.read();
    }

    /** Writes a pair, or leaves the old one. */
    static WildcardPair write(PublishFiles files, CertPair pair) {
        WildcardPair written = new WildcardPair(files);
        try {
            pair.keyPem().use(bytes -> {
                written.key.replace(bytes);
                return bytes.length;
            });
            written.certificate.replace(pair.chainPem());
            return written;
        } catch (LegerException e) {
            written.undo(e);
            written.close();
            throw e;
        }
    }

    /** Puts back what was there. */
    void undo(LegerException failure) {
        undo(key, oldKey, failure);
        undo(certificate, oldCertificate, failure);
    }

    private static void undo(AtomicFile file, Optional<byte[]> old, LegerException failure) {
        try {
            old.ifPresentOrElse(file::replace, file::delete);
        } catch (LegerException e) {
            failure.addSuppressed(e);
        }
    }

    /** Forgets the old key. */
    @Override
    public void close() {
        oldKey.ifPresent(bytes -> Arrays.fill(bytes, (byte) 0));
    }
}
