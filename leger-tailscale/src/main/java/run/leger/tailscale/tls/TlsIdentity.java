package run.leger.tailscale.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import run.leger.core.AtomicFile;
import run.leger.core.MalformedReplyException;
import run.leger.core.internal.KeyIdentity;
import run.leger.core.internal.PrivateKeys;
import run.leger.tailscale.CertPair;

/**
 * A certificate chain and its private key in the JDK's own types, for key stores and TLS. EC and RSA keys, by the JDK's providers alone.
 *
 * <p>Holds the key for as long as it is reachable: the JDK's keys cannot be wiped. Immutable, safe for use by many threads.
 */
public final class TlsIdentity {
    private static final String ALIAS = "tailscale";

    private final KeyIdentity identity;

    private TlsIdentity(KeyIdentity identity) {
        this.identity = identity;
    }

    /**
     * Returns the identity of a pair.
     *
     * @param pair what the daemon handed out; it stays the caller's, to be closed
     * @return the identity
     * @throws MalformedReplyException if the key cannot be read, or is not the certificate's
     */
    public static TlsIdentity of(CertPair pair) {
        List<X509Certificate> chain = pair.certificates();
        return pair.keyPem().use(pem -> {
            try {
                return new TlsIdentity(
                        new KeyIdentity(PrivateKeys.read(pem, chain.get(0).getPublicKey()), chain));
            } catch (InvalidKeyException e) {
                throw new MalformedReplyException(
                        "the private key for " + pair.names() + " cannot be used: " + e.getMessage(), null, null);
            }
        });
    }

    /**
     * Returns the private key.
     *
     * @return the key
     */
    public PrivateKey privateKey() {
        return identity.privateKey();
    }

    /**
     * Returns the chain.
     *
     * @return the certificates, the own one first
     */
    public List<X509Certificate> chain() {
        return identity.chain();
    }

    /**
     * Returns the device's certificate.
     *
     * @return the first of the chain
     */
    public X509Certificate certificate() {
        return identity.certificate();
    }

    /**
     * Returns from when the certificate is valid.
     *
     * @return the time
     */
    public Instant notBefore() {
        return certificate().getNotBefore().toInstant();
    }

    /**
     * Returns until when the certificate is valid.
     *
     * @return the time
     */
    public Instant notAfter() {
        return identity.notAfter();
    }

    /**
     * Returns a key store in memory with this one entry, named {@code tailscale}.
     *
     * @param password protects the key in the store; not kept, not wiped
     * @return a PKCS#12 store
     */
    public KeyStore keyStore(char[] password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    ALIAS, identity.privateKey(), password, identity.chain().toArray(new Certificate[0]));
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot keep the key in a PKCS#12 store", e);
        }
    }

    /**
     * Writes a PKCS#12 file with this one entry, named {@code tailscale}: readable by its owner only from the first byte, and whole or not at
     * all. A file that was there is replaced.
     *
     * @param file where to
     * @param password protects the file and the key in it; not kept, not wiped
     * @throws run.leger.core.FileFailedException if it cannot be written; what was there is still there then
     */
    public void writePkcs12(Path file, char[] password) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            keyStore(password).store(out, password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot write the key to a PKCS#12 store", e);
        }
        byte[] bytes = out.toByteArray();
        try {
            AtomicFile.secret(file).replace(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    KeyIdentity inner() {
        return identity;
    }

    @Override
    public String toString() {
        return "TlsIdentity[" + identity + "]";
    }
}
