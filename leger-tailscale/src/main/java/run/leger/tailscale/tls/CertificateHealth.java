package run.leger.tailscale.tls;

import java.time.Instant;
import java.util.Optional;
import run.leger.core.LegerException;

/**
 * How a {@link RenewingCertificate} fares.
 *
 * @param notAfter until when the certificate that is served is valid
 * @param lastAnswer when the daemon last gave a certificate, a new one or the same
 * @param failures how often in a row it gave none since
 * @param lastFailure the last of these failures, or empty
 * @param nextAttempt when it is asked again
 */
public record CertificateHealth(
        Instant notAfter,
        Instant lastAnswer,
        int failures,
        Optional<LegerException> lastFailure,
        Instant nextAttempt) {}
