package run.leger.core.internal;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * Reads the private keys that go with a certificate: PKCS#8, and the older forms of EC (RFC 5915) and RSA (RFC 8017), which the JDK takes only
 * inside of PKCS#8. What the wrapping needs to say of the algorithm stands in the certificate's public key, word for word.
 */
public final class PrivateKeys {
    private static final String KIND = "PRIVATE KEY";
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

    private PrivateKeys() {}

    /**
     * Returns the first private key of a PEM text. The text is left as it is; every copy made on the way is wiped, and no error quotes it.
     *
     * @param pem the text
     * @param certified the public key that it goes with
     * @return the key
     * @throws InvalidKeyException if it is none, or not the certificate's
     */
    public static PrivateKey read(byte[] pem, PublicKey certified) throws InvalidKeyException {
        Pem.Block block = Pem.blocks(pem).stream()
                .filter(found -> found.label().endsWith(KIND))
                .findFirst()
                .orElseThrow(() -> new InvalidKeyException("it is not a PEM block"));
        byte[] text = Arrays.copyOfRange(pem, block.bodyBegin(), block.bodyEnd());
        byte[] der = new byte[0];
        byte[] pkcs8 = new byte[0];
        try {
            der = Base64.getMimeDecoder().decode(text);
            pkcs8 = switch (block.label()) {
                case KIND -> der.clone();
                case "EC PRIVATE KEY", "RSA PRIVATE KEY" -> wrap(der, algorithm(certified.getEncoded()));
                default -> throw new InvalidKeyException("its form is unknown");
            };
            PrivateKey key =
                    KeyFactory.getInstance(certified.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            if (!belong(key, certified)) {
                throw new InvalidKeyException("it is not the certificate's key");
            }
            return key;
        } catch (InvalidKeyException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InvalidKeyException("it is not base64");
        } catch (GeneralSecurityException e) {
            throw new InvalidKeyException("the JDK reads no " + certified.getAlgorithm() + " key in it");
        } finally {
            Arrays.fill(text, (byte) 0);
            Arrays.fill(der, (byte) 0);
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    private static boolean belong(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        String algorithm = switch (certified.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> certified.getAlgorithm();
        };
        byte[] probe = {1, 2, 3, 4};
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(probe);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update(probe);
        return signature.verify(signed);
    }

    /** Cuts the algorithm's identifier, which is the first element, out of a public key. */
    private static byte[] algorithm(byte[] publicKey) throws InvalidKeyException {
        int inner = headerLength(publicKey, 0);
        return Arrays.copyOfRange(publicKey, inner, inner + headerLength(publicKey, inner) + length(publicKey, inner));
    }

    private static byte[] wrap(byte[] key, byte[] algorithm) {
        byte[] octets = element(OCTETS, key);
        byte[] whole = concat(VERSION_0, algorithm, octets);
        try {
            return element(SEQUENCE, whole);
        } finally {
            Arrays.fill(octets, (byte) 0);
            Arrays.fill(whole, (byte) 0);
        }
    }

    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream head = new ByteArrayOutputStream(5);
        head.write(tag);
        if (content.length < 0x80) {
            head.write(content.length);
        } else if (content.length < 0x100) {
            head.write(0x81);
            head.write(content.length);
        } else {
            head.write(0x82);
            head.write(content.length >> 8);
            head.write(content.length);
        }
        return concat(head.toByteArray(), content);
    }

    private static byte[] concat(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] whole = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }

    private static int headerLength(byte[] der, int at) throws InvalidKeyException {
        if (at + 1 >= der.length) {
            throw new InvalidKeyException("the certificate's public key is cut short");
        }
        int first = der[at + 1] & 0xff;
        return first < 0x80 ? 2 : 2 + (first & 0x7f);
    }

    private static int length(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = length << 8 | der[at + 2 + i] & 0xff;
        }
        return length;
    }
}
