package run.leger.setec.rotate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import run.leger.core.MalformedReplyException;
import run.leger.core.internal.KeyIdentity;
import run.leger.core.internal.Pem;
import run.leger.core.internal.PrivateKeys;
import run.leger.setec.SecretValue;

/** Reads a private key and its certificates out of a secret. No error quotes it. */
final class TlsSecret {
    private TlsSecret() {}

    static KeyIdentity pem(SecretValue secret) {
        return secret.value().use(pem -> {
            try {
                List<X509Certificate> chain = certificates(pem);
                if (chain.isEmpty()) {
                    throw malformed("holds no certificate");
                }
                return new KeyIdentity(PrivateKeys.read(pem, chain.get(0).getPublicKey()), chain);
            } catch (InvalidKeyException e) {
                throw malformed("has a private key that cannot be used: " + e.getMessage());
            } catch (CertificateException e) {
                throw malformed("has a certificate that cannot be read");
            }
        });
    }

    static List<X509Certificate> certificates(byte[] pem) throws CertificateException {
        List<X509Certificate> chain = new ArrayList<>();
        for (Pem.Block block : Pem.blocks(pem)) {
            if (block.label().equals("CERTIFICATE")) {
                chain.add((X509Certificate) CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(pem, block.begin(), block.end() - block.begin())));
            }
        }
        return chain;
    }

    static KeyIdentity pkcs12(SecretValue secret, Supplier<char[]> password) {
        return secret.value().use(bytes -> {
            char[] word = password.get();
            try {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(new ByteArrayInputStream(bytes), word);
                for (String alias : Collections.list(store.aliases())) {
                    if (store.getKey(alias, word) instanceof PrivateKey key) {
                        Certificate[] chain = store.getCertificateChain(alias);
                        if (chain != null && chain.length > 0) {
                            return new KeyIdentity(
                                    key,
                                    Arrays.stream(chain)
                                            .map(X509Certificate.class::cast)
                                            .toList());
                        }
                    }
                }
                throw malformed("holds no private key with a certificate");
            } catch (IOException | GeneralSecurityException | ClassCastException e) {
                throw malformed("is not a PKCS#12 store that opens with that password");
            } finally {
                Arrays.fill(word, '\0');
            }
        });
    }

    /** Without a cause: what the JDK says may quote what it read. */
    private static MalformedReplyException malformed(String what) {
        return new MalformedReplyException("the secret " + what, null, null);
    }
}
