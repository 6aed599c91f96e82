package run.leger.setec;

import run.leger.core.CallOptions;
import run.leger.core.SecretBytes;

/**
 * A source that has every version of a secret, not only the active one.
 *
 * <p>Mirrors {@code setec.VersioningStoreClient}.
 */
public interface VersionedSource extends SecretSource {
    /**
     * Returns which versions there are and which one is active.
     *
     * @param name which secret
     * @return the information; no values
     * @throws run.leger.core.NotFoundException if there is no such secret
     * @throws run.leger.core.AccessDeniedException if this program may not see it
     */
    SecretInfo info(SecretName name);

    /**
     * Returns the value of one version.
     *
     * @param name which secret
     * @param version which version
     * @return the value and its version, which is the caller's to close
     * @throws run.leger.core.NotFoundException if there is no such secret or version
     * @throws run.leger.core.AccessDeniedException if this program may not have it
     */
    SecretValue getVersion(SecretName name, SecretVersion version);

    /**
     * Stores a value under a version of the caller's choice and activates it at once.
     *
     * <p>Can break: every reader of the secret, which gets this value from now on.
     *
     * @param name which secret; it need not exist yet
     * @param version a version that was never used for it
     * @param value the bytes, which stay the caller's to close
     * @throws VersionClaimedException if that version exists or existed
     * @throws UnsupportedOperationException if this source can only be read, as here where nobody overrides it
     */
    default void createVersion(SecretName name, SecretVersion version, SecretBytes value) {
        throw new UnsupportedOperationException(description() + " can only be read");
    }

    @Override
    VersionedSource with(CallOptions options);
}
