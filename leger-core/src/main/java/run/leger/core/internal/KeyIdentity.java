package run.leger.core.internal;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A private key and the certificates that go with it.
 *
 * @param privateKey the key
 * @param chain the certificates, at least one, the own one first
 */
public record KeyIdentity(PrivateKey privateKey, List<X509Certificate> chain) {
    /** Copies the list. */
    public KeyIdentity {
        chain = List.copyOf(chain);
    }

    /**
     * Returns the own certificate.
     *
     * @return the first of the chain
     */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /**
     * Returns until when the certificate is valid.
     *
     * @return the time
     */
    public Instant notAfter() {
        return certificate().getNotAfter().toInstant();
    }

    /** Returns which certificate it is, and nothing of the key. */
    @Override
    public String toString() {
        return "serial " + certificate().getSerialNumber().toString(16) + ", until " + notAfter();
    }
}
