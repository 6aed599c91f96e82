package run.leger.caddy.standard;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code acme [<directory>] { … }}: certificates from an authority that speaks ACME. */
public final class AcmeIssuer {

    /** The URL of the authority's directory. */
    public static final Slot<Argument> DIRECTORY = new Slot<>(1, "directory", Written.TEXT);
    /** The same as a line of the block. */
    public static final Setting<Argument> DIR = Setting.of("dir", Written.TEXT);
    /** The directory that is used for the next try after a failure. */
    public static final Setting<Argument> TEST_DIR = Setting.of("test_dir", Written.TEXT);
    /** The e-mail address of the account. */
    public static final Setting<Argument> EMAIL = Setting.of("email", Written.TEXT);
    /** The profile of the certificates that the authority is asked for. */
    public static final Setting<Argument> PROFILE = Setting.of("profile", Written.VERBATIM);
    /** How long a certificate may take. */
    public static final Setting<Duration> TIMEOUT = Setting.of("timeout", Values.duration());
    /** How long certificates are to be valid. */
    public static final Setting<Duration> LIFETIME = Setting.of("lifetime", Durations.NOT_NEGATIVE);
    /** Whether the HTTP challenge is not used. */
    public static final Setting<Boolean> DISABLE_HTTP_CHALLENGE = Setting.flag("disable_http_challenge");
    /** Whether the TLS-ALPN challenge is not used. */
    public static final Setting<Boolean> DISABLE_TLSALPN_CHALLENGE = Setting.flag("disable_tlsalpn_challenge");
    /** {@code distributed false}: challenges that other Caddys began are not solved. */
    public static final Setting<String> DISTRIBUTED = Setting.of("distributed", Values.word("false"));
    /** The port of the HTTP challenge, to which another program passes on. */
    public static final Setting<Long> ALT_HTTP_PORT = Setting.of("alt_http_port", Values.integer());
    /** The port of the TLS-ALPN challenge. */
    public static final Setting<Long> ALT_TLSALPN_PORT = Setting.of("alt_tlsalpn_port", Values.integer());
    /** The key's id, in {@link #EAB}. */
    public static final Slot<Argument> KEY_ID = new Slot<>(0, "key id", Written.TEXT);
    /** The key in base64url, in {@link #EAB}. */
    public static final Slot<Argument> MAC_KEY = new Slot<>(1, "MAC key", Written.TEXT);
    /** The account at the authority: {@code eab <key_id> <mac_key>}. */
    public static final Setting<Directive> EAB = Setting.line("eab", Shape.of(KEY_ID, MAC_KEY));
    /** PEM files with the authorities that the directory's certificate may come from. */
    public static final Setting<List<Argument>> TRUSTED_ROOTS = Setting.list("trusted_roots", Values.verbatim())
            .shaped(Shape.of().rest(new Slot<>(0, "PEM file", Values.verbatim()), 0));
    /** The line. */
    public static final Shape SHAPE = Shape.of(CertificateIssuers.MODULE)
            .optional(DIRECTORY)
            .block(
                    DIR,
                    TEST_DIR,
                    EMAIL,
                    PROFILE,
                    TIMEOUT,
                    LIFETIME,
                    DISABLE_HTTP_CHALLENGE,
                    DISABLE_TLSALPN_CHALLENGE,
                    DISTRIBUTED,
                    ALT_HTTP_PORT,
                    ALT_TLSALPN_PORT,
                    EAB,
                    TRUSTED_ROOTS,
                    DnsChallenge.DNS,
                    DnsChallenge.PROPAGATION_DELAY,
                    DnsChallenge.PROPAGATION_TIMEOUT,
                    DnsChallenge.RESOLVERS,
                    DnsChallenge.DNS_TTL,
                    DnsChallenge.DNS_CHALLENGE_OVERRIDE_DOMAIN,
                    PreferredChains.PREFERRED_CHAINS)
            .rule(AcmeIssuer::oneDirectory);

    private AcmeIssuer() {}

    private static void oneDirectory(Directive line, Report report) {
        Optional<Argument> before = DIRECTORY.in(line);
        for (Argument directory : DIR.allIn(line)) {
            if (before.isPresent() && !before.get().token().equals(Optional.of(""))) {
                report.error(line, directory, "directory is already specified");
            }
            before = Optional.of(directory);
        }
    }
}
