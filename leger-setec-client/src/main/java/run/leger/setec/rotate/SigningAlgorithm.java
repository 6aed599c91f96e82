package run.leger.setec.rotate;

/** How {@link SigningKeys} sign. */
public enum SigningAlgorithm {
    /** HMAC with SHA-256. The secret is the key itself, at least 16 bytes. */
    HMAC_SHA256("HmacSHA256", ""),
    /** EdDSA with Curve25519. */
    ED25519("Ed25519", "EdDSA"),
    /** ECDSA with SHA-256; signatures are DER, as openssl makes them. */
    ECDSA_SHA256("SHA256withECDSA", "EC"),
    /** RSA with SHA-256 and the padding of PKCS#1 1.5; keys of 2048 bits at least. */
    RSA_SHA256("SHA256withRSA", "RSA");

    private final String jca;
    private final String keys;

    SigningAlgorithm(String jca, String keys) {
        this.jca = jca;
        this.keys = keys;
    }

    String jca() {
        return jca;
    }

    /** The algorithm of the keys, or nothing for a MAC. */
    String keys() {
        return keys;
    }
}
