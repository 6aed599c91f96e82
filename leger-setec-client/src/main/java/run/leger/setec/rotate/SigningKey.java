package run.leger.setec.rotate;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import run.leger.core.internal.Pem;
import run.leger.core.internal.PrivateKeys;

/** One key, in the JDK's own types. No error quotes what it was read from. */
sealed interface SigningKey {
    byte[] sign(byte[] data) throws GeneralSecurityException;

    boolean verify(byte[] data, byte[] signature) throws GeneralSecurityException;

    static SigningKey read(SigningAlgorithm algorithm, byte[] bytes) throws InvalidKeyException {
        return algorithm == SigningAlgorithm.HMAC_SHA256
                ? MacKey.read(algorithm, bytes)
                : PairKey.read(algorithm, bytes);
    }

    /** A key for both sides. */
    record MacKey(Key key) implements SigningKey {
        private static final int LEAST_BYTES = 16;

        static MacKey read(SigningAlgorithm algorithm, byte[] bytes) throws InvalidKeyException {
            if (bytes.length < LEAST_BYTES) {
                throw new InvalidKeyException("it is shorter than " + LEAST_BYTES + " bytes");
            }
            return new MacKey(new SecretKeySpec(bytes, algorithm.jca()));
        }

        @Override
        public byte[] sign(byte[] data) throws GeneralSecurityException {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return mac.doFinal(data);
        }

        @Override
        public boolean verify(byte[] data, byte[] signature) throws GeneralSecurityException {
            return MessageDigest.isEqual(sign(data), signature);
        }

        @Override
        public String toString() {
            return "MacKey";
        }
    }

    /** A public key, and the private one where it is there. */
    record PairKey(String algorithm, PublicKey publicKey, Optional<PrivateKey> privateKey) implements SigningKey {
        private static final int LEAST_RSA_BITS = 2048;

        static PairKey read(SigningAlgorithm algorithm, byte[] pem) throws InvalidKeyException {
            PublicKey publicKey = publicKey(algorithm, pem);
            if (publicKey instanceof RSAKey rsa && rsa.getModulus().bitLength() < LEAST_RSA_BITS) {
                throw new InvalidKeyException("it has less than " + LEAST_RSA_BITS + " bits");
            }
            boolean signs =
                    Pem.blocks(pem).stream().anyMatch(block -> block.label().endsWith("PRIVATE KEY"));
            return new PairKey(
                    algorithm.jca(),
                    publicKey,
                    signs ? Optional.of(PrivateKeys.read(pem, publicKey)) : Optional.empty());
        }

        private static PublicKey publicKey(SigningAlgorithm algorithm, byte[] pem) throws InvalidKeyException {
            try {
                for (Pem.Block block : Pem.blocks(pem)) {
                    if (block.label().equals("PUBLIC KEY")) {
                        byte[] body = Arrays.copyOfRange(pem, block.bodyBegin(), block.bodyEnd());
                        return KeyFactory.getInstance(algorithm.keys())
                                .generatePublic(new X509EncodedKeySpec(
                                        Base64.getMimeDecoder().decode(body)));
                    }
                }
                List<X509Certificate> certificates = TlsSecret.certificates(pem);
                if (!certificates.isEmpty()) {
                    PublicKey key = certificates.get(0).getPublicKey();
                    if (key.getAlgorithm().equals(algorithm.keys())) {
                        return key;
                    }
                }
            } catch (CertificateException e) {
                throw new InvalidKeyException("its certificate cannot be read");
            } catch (IllegalArgumentException | GeneralSecurityException e) {
                throw new InvalidKeyException("its public key cannot be read as one");
            }
            throw new InvalidKeyException("it holds no public key or certificate for that");
        }

        @Override
        public byte[] sign(byte[] data) throws GeneralSecurityException {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(privateKey.orElseThrow(() -> new InvalidKeyException("there is only the public key")));
            signature.update(data);
            return signature.sign();
        }

        @Override
        public boolean verify(byte[] data, byte[] signature) throws GeneralSecurityException {
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(publicKey);
            verifier.update(data);
            try {
                return verifier.verify(signature);
            } catch (SignatureException e) {
                // Not of the form of a signature at all.
                return false;
            }
        }

        @Override
        public String toString() {
            return "PairKey";
        }
    }
}
