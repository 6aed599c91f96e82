package run.leger.setec;

import java.util.Objects;
import run.leger.core.SecretBytes;

/** The answer to "has it changed since this version?". */
public sealed interface Refresh {
    /**
     * Another version is active than the one that was held: newer or older.
     *
     * @param secret the active value and its version
     */
    record Changed(SecretValue secret) implements Refresh {
        /** Checks that nothing is null. */
        public Changed {
            Objects.requireNonNull(secret, "secret");
        }

        /**
         * Returns the value that is active now.
         *
         * @return the bytes
         */
        public SecretBytes value() {
            return secret.value();
        }

        /**
         * Returns the version that is active now.
         *
         * @return the version
         */
        public SecretVersion version() {
            return secret.version();
        }
    }

    /**
     * The version that was held is still the active one. Its value is the same too, unless the secret was deleted and created anew: versions
     * then start again at 1, and only {@code get} tells for sure.
     *
     * @param held the version that was asked about
     */
    record Unchanged(SecretVersion held) implements Refresh {
        /** Checks that nothing is null. */
        public Unchanged {
            Objects.requireNonNull(held, "held");
        }
    }
}
