package run.leger.setec;

import java.util.Objects;
import run.leger.core.SecretBytes;

/**
 * One value of a secret, and which version it is. Close it to wipe the value.
 *
 * @param value the bytes, possibly none
 * @param version their version, never 0
 */
public record SecretValue(SecretBytes value, SecretVersion version) implements AutoCloseable {
    /** Checks that nothing is null. */
    public SecretValue {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(version, "version");
    }

    /** Wipes the value. Closing twice does nothing. */
    @Override
    public void close() {
        value.close();
    }
}
