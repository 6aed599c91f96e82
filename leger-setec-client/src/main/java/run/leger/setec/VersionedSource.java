package run.leger.setec;

import run.leger.core.CallOptions;

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

    @Override
    VersionedSource with(CallOptions options);
}
