package run.leger.caddy.standard;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import run.leger.caddy.Argument;
import run.leger.caddy.Comment;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;

/** {@code tls [internal|force_automate|<email>] | [<certificate> <key>] { … }}: the certificates of a site, and its handshakes. */
public final class TlsDirective {
    /** Any text with an at sign is an address of an account to Caddy. */
    private static final Pattern EMAIL_OR_FILE = Pattern.compile("[^@]*|[A-Za-z0-9._%+-]+@[A-Za-z0-9._-]+");

    private static final Pattern LOOKS_RIGHT = Pattern.compile("internal|force_automate|.*@.*", Pattern.DOTALL);

    /** {@code internal}, {@code force_automate}, the e-mail address of the ACME account, or a certificate file. */
    public static final Slot<Argument> FIRST = new Slot<>(
            0,
            "source",
            Written.TEXT
                    .writing(Written.matching(EMAIL_OR_FILE, "has an @ and is no e-mail address"))
                    .examples("a@b.example", "internal", "force_automate", "cert.pem"));
    /** The file with the key of a certificate file. */
    public static final Slot<Argument> KEY_FILE = new Slot<>(1, "key file", Written.TEXT);
    /** The least version, in {@link #PROTOCOLS}. */
    public static final Slot<String> LEAST = new Slot<>(0, "least version", Values.word("tls1.2", "tls1.3"));
    /** The greatest version, in {@link #PROTOCOLS}. */
    public static final Slot<String> GREATEST = new Slot<>(1, "greatest version", LEAST.type());
    /** The versions of TLS: {@code protocols <least> [<greatest>]}. */
    public static final Setting<Directive> PROTOCOLS =
            Setting.line("protocols", Shape.of(LEAST).optional(GREATEST).ignoringMore());
    /** The cipher suites. */
    public static final Setting<List<String>> CIPHERS = words(
            "ciphers",
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");
    /** The groups for the key exchange. */
    public static final Setting<List<String>> CURVES =
            words("curves", "x25519mlkem768", "x25519", "secp256r1", "secp384r1", "secp521r1");
    /** The protocols offered by ALPN. */
    public static final Setting<List<Argument>> ALPN = Setting.list("alpn", Values.verbatim());
    /** Folders with PEM files of certificates and keys. */
    public static final Setting<List<Argument>> LOAD =
            Setting.list("load", Values.text()).shaped(Shape.of().rest(new Slot<>(0, "folder", Values.text()), 0));
    /** The URL of the ACME directory. */
    public static final Setting<Argument> CA = Setting.of("ca", Written.TEXT);
    /** A PEM file with an authority that the directory's certificate may come from. */
    public static final Setting<Argument> CA_ROOT = Setting.of("ca_root", Written.VERBATIM);
    /** The kind of key: {@code ed25519}, {@code p256}, {@code p384}, {@code rsa2048} or {@code rsa4096}. */
    public static final Setting<Argument> KEY_TYPE = Setting.of("key_type", KeyTypes.TYPE);
    /** Whether a certificate is got when it is first asked for. */
    public static final Setting<Boolean> ON_DEMAND = Setting.flag("on_demand");
    /** Whether renewed certificates keep their keys. */
    public static final Setting<Boolean> REUSE_PRIVATE_KEYS = Setting.flag("reuse_private_keys");
    /** Where certificates come from; may be repeated. */
    public static final Setting<Directive> ISSUER = Setting.line("issuer", CertificateIssuers.SHAPE);
    /** Who is asked for certificates at the handshake; may be repeated. */
    public static final Setting<Directive> GET_CERTIFICATE = Setting.line("get_certificate", CertificateManagers.SHAPE);
    /** A file for the secrets of all connections: whoever has it can read them. */
    public static final Setting<Argument> INSECURE_SECRETS_LOG = Setting.of("insecure_secrets_log", Written.TEXT);
    /** The part of a certificate's life that is left when it is renewed: above 0, below 1. */
    public static final Setting<Double> RENEWAL_WINDOW_RATIO =
            Setting.of("renewal_window_ratio", Ratios.BETWEEN_0_AND_1);
    /** The directive. */
    public static final DirectiveType TYPE = DirectiveType.site(
            "tls",
            Shape.of()
                    .optional(FIRST, KEY_FILE)
                    .block(
                            PROTOCOLS,
                            CIPHERS,
                            CURVES,
                            ClientAuth.CLIENT_AUTH,
                            ALPN,
                            LOAD,
                            CA,
                            CA_ROOT,
                            KEY_TYPE,
                            AcmeIssuer.EAB,
                            ISSUER,
                            GET_CERTIFICATE,
                            DnsChallenge.DNS,
                            DnsChallenge.RESOLVERS,
                            DnsChallenge.PROPAGATION_DELAY,
                            DnsChallenge.PROPAGATION_TIMEOUT,
                            DnsChallenge.DNS_TTL,
                            DnsChallenge.DNS_CHALLENGE_OVERRIDE_DOMAIN,
                            ON_DEMAND,
                            REUSE_PRIVATE_KEYS,
                            INSECURE_SECRETS_LOG,
                            RENEWAL_WINDOW_RATIO)
                    .rule(TlsDirective::source)
                    .rule(TlsDirective::oneKindOfIssuer));

    private static final List<Setting<?>> OF_ACME = List.of(
            CA,
            CA_ROOT,
            AcmeIssuer.EAB,
            DnsChallenge.DNS,
            DnsChallenge.RESOLVERS,
            DnsChallenge.PROPAGATION_DELAY,
            DnsChallenge.PROPAGATION_TIMEOUT,
            DnsChallenge.DNS_TTL,
            DnsChallenge.DNS_CHALLENGE_OVERRIDE_DOMAIN);
    private static final List<Setting<?>> OF_DNS =
            OF_ACME.subList(OF_ACME.indexOf(DnsChallenge.RESOLVERS), OF_ACME.size());

    private TlsDirective() {}

    private static Setting<List<String>> words(String name, String... words) {
        ValueType<String> type = Values.word(words);
        return Setting.list(name, type).shaped(Shape.of().rest(new Slot<>(0, name, type), 0));
    }

    private static void source(Directive line, Report report) {
        if (line.arguments().isEmpty()
                && line.block().orElse(List.of()).stream().allMatch(Comment.class::isInstance)) {
            report.error(line, "wrong argument count or unexpected line ending after 'tls'");
        }
        Optional<String> only =
                line.arguments().size() == 1 ? line.arguments().get(0).token() : Optional.empty();
        if (only.isPresent() && !LOOKS_RIGHT.matcher(only.get()).matches()) {
            report.error(
                    line,
                    line.arguments().get(0),
                    "single argument must either be 'internal', 'force_automate', or an email address");
        }
    }

    private static void oneKindOfIssuer(Directive line, Report report) {
        boolean internal = only(line).filter("internal"::equals).isPresent();
        boolean acme = isAcme(line);
        if (Lines.has(line, ISSUER) && (acme || internal)) {
            report.error(
                    line,
                    "cannot mix issuer subdirective (explicit issuers) with other issuer-specific subdirectives (implicit issuers)");
        } else if (acme && internal) {
            report.error(line, "cannot create both ACME and internal certificate issuers");
        }
    }

    private static Optional<String> only(Directive line) {
        List<Argument> arguments = line.arguments();
        return arguments.size() == 1 ? arguments.get(0).token() : Optional.empty();
    }

    private static boolean isAcme(Directive line) {
        boolean email = only(line).filter(text -> text.contains("@")).isPresent();
        return email || OF_ACME.stream().anyMatch(setting -> Lines.has(line, setting));
    }

    /** Looks at what {@code tls} leaves to the global options. */
    static void checkWithOptions(Directive line, GlobalFacts options, Report report) {
        if (!options.provider()) {
            Lines.named(DnsChallenge.DNS, line).stream()
                    .filter(dns -> dns.arguments().isEmpty())
                    .forEach(dns -> report.error(dns, "wrong argument count or unexpected line ending after 'dns'"));
        }
        boolean provided = DnsChallenge.hasProvider(line);
        List<String> needing = OF_DNS.stream()
                .filter(setting -> Lines.has(line, setting))
                .map(Setting::name)
                .toList();
        if (!needing.isEmpty() && !provided && !options.provider() && !options.challenge() && !Lines.mayCome(line)) {
            report.error(
                    line,
                    "setting DNS challenge options [" + String.join(", ", needing)
                            + "] requires a DNS provider (set with the 'dns' subdirective or 'acme_dns' global option)");
        }
        if (options.challengeWithoutProvider()) {
            boolean implicit = isAcme(line) && !provided && !options.acmeIssuers();
            boolean explicit = Lines.named(ISSUER, line).stream().anyMatch(DnsChallenge::lacksProvider);
            if (implicit || explicit) {
                report.error(line, DnsChallenge.NO_PROVIDER);
            }
        }
    }
}
