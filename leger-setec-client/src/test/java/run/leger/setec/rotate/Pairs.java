package run.leger.setec.rotate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Objects;
import run.leger.core.SecretBytes;
import run.leger.core.internal.KeyIdentity;
import run.leger.setec.SecretValue;
import run.leger.setec.SecretVersion;

/** Keys with certificates for {@code demo.tail0000.ts.net}, valid from 2026 to 2036, and fresh keys without. */
final class Pairs {
    static final byte[] EC = read("ec.pem");
    static final byte[] RSA = read("rsa.pem");

    private Pairs() {}

    static SecretValue value(byte[] bytes) {
        return new SecretValue(SecretBytes.copyOf(bytes), SecretVersion.of(1));
    }

    static byte[] pkcs12(byte[] pem, String password) throws Exception {
        KeyIdentity identity = TlsSecret.pem(value(pem));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "x",
                identity.privateKey(),
                password.toCharArray(),
                identity.chain().toArray(new Certificate[0]));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, password.toCharArray());
        return out.toByteArray();
    }

    static KeyPair generate(String algorithm, int size) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (size > 0) {
            generator.initialize(size);
        }
        return generator.generateKeyPair();
    }

    static byte[] pem(KeyPair pair) {
        return (block("PRIVATE KEY", pair.getPrivate()) + publicPem(pair)).getBytes(US_ASCII);
    }

    static String publicPem(KeyPair pair) {
        return block("PUBLIC KEY", pair.getPublic());
    }

    private static String block(String label, Key key) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END " + label + "-----\n";
    }

    private static byte[] read(String name) {
        try (InputStream in = Objects.requireNonNull(Pairs.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
