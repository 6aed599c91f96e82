package run.leger.caddy.standard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import run.leger.caddy.Caddyfile;
import run.leger.caddy.Directive;
import run.leger.caddy.Import;
import run.leger.caddy.Line;
import run.leger.caddy.Options;

/**
 * What {@code tls} must know of the global options.
 *
 * @param provider whether {@code dns} names a provider for all that needs one, or may
 * @param challenge whether {@code acme_dns} names one for DNS challenges, or may
 * @param challengeWithoutProvider whether {@code acme_dns} asks for DNS challenges and there is no provider
 * @param acmeIssuers whether {@code cert_issuer} makes the issuers that {@code tls} begins with
 */
record GlobalFacts(boolean provider, boolean challenge, boolean challengeWithoutProvider, boolean acmeIssuers) {
    static GlobalFacts of(Caddyfile file) {
        List<Line> lines = new ArrayList<>();
        boolean open = false;
        for (var section : file.sections()) {
            if (section instanceof Options options) {
                lines.addAll(options.lines());
            }
            open |= section instanceof Import;
        }
        open |= lines.stream().anyMatch(Import.class::isInstance);
        return new GlobalFacts(
                open || !Lines.named(StandardOptions.DNS, lines).isEmpty(),
                open
                        || lastChallenge(lines)
                                .filter(line -> !line.arguments().isEmpty())
                                .isPresent(),
                !open && challengeWithoutProvider(lines),
                Lines.named(StandardOptions.CERT_ISSUER, lines).stream().anyMatch(CertificateIssuers::isAcme));
    }

    static boolean challengeWithoutProvider(List<Line> lines) {
        return lastChallenge(lines).filter(line -> line.arguments().isEmpty()).isPresent()
                && Lines.named(StandardOptions.DNS, lines).isEmpty()
                && lines.stream().noneMatch(Import.class::isInstance);
    }

    private static Optional<Directive> lastChallenge(List<Line> lines) {
        List<Directive> challenges = Lines.named(StandardOptions.ACME_DNS, lines);
        return challenges.isEmpty() ? Optional.empty() : Optional.of(challenges.get(challenges.size() - 1));
    }
}
