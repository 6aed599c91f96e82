package run.leger.setec.rotate;

import org.jspecify.annotations.Nullable;
import run.leger.core.LegerException;
import run.leger.setec.SecretName;
import run.leger.setec.SecretVersion;

/**
 * No value could be built from a secret, or what was built was not accepted. The causes below are those of the program's own function without their
 * messages, which may repeat the secret.
 */
public final class RotationFailedException extends LegerException {
    private static final long serialVersionUID = 1L;

    private final transient SecretName secret;
    private final transient SecretVersion version;

    RotationFailedException(
            SecretName secret, SecretVersion version, String what, String remedy, @Nullable Throwable error) {
        super(
                secret.shown() + " version " + version + ": " + what
                        + (error == null ? "" : ": " + error.getClass().getName()),
                remedy,
                error == null ? null : Stripped.of(error));
        this.secret = secret;
        this.version = version;
    }

    /**
     * Returns which secret it was built from.
     *
     * @return the name
     */
    public SecretName secret() {
        return secret;
    }

    /**
     * Returns which version of it.
     *
     * @return the version
     */
    public SecretVersion version() {
        return version;
    }
}
