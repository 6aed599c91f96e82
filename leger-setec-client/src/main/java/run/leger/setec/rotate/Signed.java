package run.leger.setec.rotate;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import run.leger.setec.SecretVersion;

/** A signature, and by which key. */
public final class Signed {
    private final SecretVersion key;
    private final byte[] signature;

    /**
     * Makes one, of what came with a message.
     *
     * @param key the version of the secret: the key's id
     * @param signature the signature or MAC, copied; it is not secret
     */
    public Signed(SecretVersion key, byte[] signature) {
        this.key = Objects.requireNonNull(key, "key");
        this.signature = signature.clone();
    }

    /**
     * Returns by which key it is.
     *
     * @return the version of the secret
     */
    public SecretVersion key() {
        return key;
    }

    /**
     * Returns the signature.
     *
     * @return a copy
     */
    public byte[] signature() {
        return signature.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Signed signed && key.equals(signed.key) && Arrays.equals(signature, signed.signature);
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + Arrays.hashCode(signature);
    }

    @Override
    public String toString() {
        return "Signed(by version " + key + ", " + signature.length + " bytes)";
    }
}
