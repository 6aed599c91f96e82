package run.leger.setec.rotate;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import run.leger.setec.SecretUnavailableException;
import run.leger.setec.SecretValue;
import run.leger.setec.SecretVersion;

/**
 * Signs with the active version of a secret, and verifies with whichever version a signature names: the version is the key's id.
 *
 * <pre>{@code
 * SigningKeys keys = SigningKeys.of(keyring, SigningAlgorithm.HMAC_SHA256);
 * Signed signed = keys.sign(cookie);
 * boolean genuine = keys.verify(cookie, signed);
 * }</pre>
 *
 * <p>For HMAC the secret is the key itself. For the others it is a PEM text with a private key (PKCS#8, or the older forms of EC and RSA) and its public
 * one, as {@code PUBLIC KEY} or {@code CERTIFICATE}: {@code openssl pkey -pubout} makes it. With the public one alone it can only verify. The algorithm is
 * the caller's choice, never the signature's.
 *
 * <p>Rotate by storing the new version, waiting until every verifier has it, or relying on {@link Keyring#find}, and activating it. Keys are held by the
 * JDK's classes for as long as the keyring has the version; those cannot be wiped. MACs are compared in constant time. Safe for use by many threads.
 */
public final class SigningKeys {
    private record Made(SecretValue from, SigningKey key) {}

    private final Keyring keyring;
    private final SigningAlgorithm algorithm;
    private final Map<SecretVersion, Made> made = new ConcurrentHashMap<>();

    private SigningKeys(Keyring keyring, SigningAlgorithm algorithm) {
        this.keyring = keyring;
        this.algorithm = algorithm;
    }

    /**
     * Returns the keys of a keyring.
     *
     * @param keyring the versions; it stays the caller's
     * @param algorithm how to sign
     * @return the keys
     * @throws SecretUnavailableException if the active version is no key for that
     */
    public static SigningKeys of(Keyring keyring, SigningAlgorithm algorithm) {
        SigningKeys keys = new SigningKeys(
                Objects.requireNonNull(keyring, "keyring"), Objects.requireNonNull(algorithm, "algorithm"));
        keys.key(keyring.active());
        return keys;
    }

    /**
     * Signs with the active version. Never blocks.
     *
     * @param data what to sign
     * @return the signature and the version
     * @throws SecretUnavailableException if the active version is no key for the algorithm, or only a public one
     */
    public Signed sign(byte[] data) {
        SecretValue active = keyring.active();
        try {
            return new Signed(active.version(), key(active).sign(data));
        } catch (GeneralSecurityException e) {
            throw unusable(active.version(), "cannot sign");
        }
    }

    /**
     * Verifies with the version that the signature names. Blocks only where the keyring does not have that, see {@link Keyring#find}.
     *
     * @param data what was signed
     * @param signed signature and version, as they came: anything is taken
     * @return whether that version signed that data; false too where there is no such version, or it is no key for the algorithm
     */
    public boolean verify(byte[] data, Signed signed) {
        Optional<SecretValue> value = signed.key().isActive() ? Optional.empty() : keyring.find(signed.key());
        if (value.isEmpty()) {
            return false;
        }
        try {
            return key(value.get()).verify(data, signed.signature());
        } catch (SecretUnavailableException | GeneralSecurityException e) {
            return false;
        }
    }

    @SuppressWarnings("ReferenceEquality") // the keyring keeps the object where the value is the same
    private SigningKey key(SecretValue value) {
        Made known = made.get(value.version());
        if (known != null && known.from == value) {
            return known.key;
        }
        try {
            SigningKey key = value.value().use(bytes -> read(value.version(), bytes));
            made.put(value.version(), new Made(value, key));
            return key;
        } finally {
            made.keySet().removeIf(version -> keyring.get(version).isEmpty());
        }
    }

    private SigningKey read(SecretVersion version, byte[] bytes) {
        try {
            return SigningKey.read(algorithm, bytes);
        } catch (InvalidKeyException e) {
            throw unusable(version, String.valueOf(e.getMessage()));
        }
    }

    private SecretUnavailableException unusable(SecretVersion version, String why) {
        return new SecretUnavailableException(
                keyring.name().shown() + " version " + version + " is no key for " + algorithm + ": " + why,
                "store another version, and activate it",
                null);
    }

    @Override
    public String toString() {
        return "SigningKeys(" + algorithm + ", " + keyring + ")";
    }
}
