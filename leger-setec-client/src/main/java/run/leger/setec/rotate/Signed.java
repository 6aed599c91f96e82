package run.leger.setec.rotate;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import run.leger.setec.SecretVersion;

/**
 * A signature, and by which key.
 *
 * @param key the version of the secret: the key's id
 * @param signature the signature or MAC; it is not secret
 */
public record Signed(SecretVersion key, byte[] signature) {
    /** Copies the array. */
    public Signed {
        Objects.requireNonNull(key, "key");
        signature = signature.clone();
    }

    /**
     * Returns the signature.
     *
     * @return a copy
     */
    @Override
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
