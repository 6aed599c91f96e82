package run.leger.setec;

import java.util.Objects;

/**
 * A secret has another value than before.
 *
 * @param name which secret
 * @param value the new value, by reference: the store's, not to be closed
 */
public record SecretChange(SecretName name, SecretValue value) {
    /** Checks that nothing is null. */
    public SecretChange {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
    }
}
