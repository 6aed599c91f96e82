package run.leger.conformance.caddy;

import java.util.Set;
import java.util.regex.Pattern;

/** Differences in what sites and global options hold. */
enum SiteDifferences implements Difference {
    /** {@code client_auth} with {@code trusted_leaf_cert_file} or {@code trusted_ca_cert_file}. */
    FILES(
            "only Caddy refuses: .*'tls': open .*: no such file or directory",
            "Caddy reads some files when it adapts; which there are is not known where a Caddyfile is checked"),
    /** {@code acme_dns} without a provider, where no site asks for a certificate. */
    CHALLENGE_WITHOUT_PROVIDER(
            "only we refuse: [^\n]*acme_dns specified without DNS provider config",
            "Caddy looks for the provider only where a name needs a certificate of a public authority"),
    /** {@code verifier leaf nosuch}. */
    LOADER_WITHOUT_CERTIFICATES(
            "only we refuse: .*module not registered: tls\\.leaf_cert_loader\\.",
            "Caddy passes over the loader, whatever it is called, where no certificate follows; nobody can mean that"),
    /** {@code ech a.example a.example}, beside {@code email} or {@code tls}. */
    NAME_TWICE(
            "only we refuse: .*hostname appears in more than one automation policy",
            "Where options or sites may make policies, Caddy takes it only if none of them is left in the end; a name given twice is a mistake anyway");

    static final Set<String> NEED_PLUGIN = Set.of("option acme_dns", "option dns", "option filesystem");

    private final Pattern message;
    private final String reason;

    SiteDifferences(String message, String reason) {
        this.message = Pattern.compile(message);
        this.reason = reason;
    }

    @Override
    public Pattern message() {
        return message;
    }

    @Override
    public String reason() {
        return reason;
    }
}
