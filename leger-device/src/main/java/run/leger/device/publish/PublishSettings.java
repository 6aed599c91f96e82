package run.leger.device.publish;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * How services are published.
 *
 * @param folder where the Caddyfile and certificates are written; made where it is not there
 * @param useLegerDomains whether to use names under Leger's own domain
 * @param legerCertificate a PEM file with the certificate chain for Leger's domain
 * @param legerKey a PEM file with its key
 * @param replaceOthers whether to publish although Caddy serves sites that are not ours, and would no more
 */
public record PublishSettings(
        Path folder,
        boolean useLegerDomains,
        Optional<Path> legerCertificate,
        Optional<Path> legerKey,
        boolean replaceOthers) {
    /** Checks that nothing is missing. */
    public PublishSettings {
        Objects.requireNonNull(folder, "folder");
    }

    /**
     * Returns the default settings for a folder: Tailscale's names only, and nothing of others is replaced.
     *
     * @param folder where files are written
     * @return the settings
     */
    public static PublishSettings in(Path folder) {
        return new PublishSettings(folder, false, Optional.empty(), Optional.empty(), false);
    }

    /**
     * Uses names under Leger's own domain.
     *
     * @param certificate a PEM file with the certificate chain for them
     * @param key a PEM file with its key
     * @return the changed settings
     */
    public PublishSettings withLegerDomains(Optional<Path> certificate, Optional<Path> key) {
        return new PublishSettings(folder, true, certificate, key, replaceOthers);
    }

    /**
     * Allows sites of others to be replaced.
     *
     * @return the changed settings
     */
    public PublishSettings replacingOthers() {
        return new PublishSettings(folder, useLegerDomains, legerCertificate, legerKey, true);
    }
}
