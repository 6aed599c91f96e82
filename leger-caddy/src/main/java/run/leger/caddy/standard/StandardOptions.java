package run.leger.caddy.standard;

import java.time.Duration;
import java.util.List;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Choice;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;

/** The global options of one line, and those with a small block. */
public final class StandardOptions {

    /** Whether more is logged. */
    public static final Setting<Boolean> DEBUG = flag("debug");
    /** The port for HTTP. */
    public static final Setting<Long> HTTP_PORT = port("http_port");
    /** The port for HTTPS. */
    public static final Setting<Long> HTTPS_PORT = port("https_port");
    /** Where sites without {@code bind} listen; as that directive, and may be repeated. */
    public static final Setting<Directive> DEFAULT_BIND = Setting.line("default_bind", Bind.SHAPE);
    /** How long Caddy waits for requests to end when it stops. */
    public static final Setting<Duration> GRACE_PERIOD = duration("grace_period");
    /** How long it goes on before that. */
    public static final Setting<Duration> SHUTDOWN_DELAY = duration("shutdown_delay");
    /** The name whose certificate is used where a client names none. */
    public static final Setting<Argument> DEFAULT_SNI = Setting.of("default_sni", Written.VERBATIM);
    /** The name whose certificate is used where there is none of the client's. */
    public static final Setting<Argument> FALLBACK_SNI = Setting.of("fallback_sni", Written.VERBATIM);
    /** Where certificates and keys are kept. */
    public static final Setting<Directive> STORAGE = Setting.line("storage", StorageModules.SHAPE);
    /** {@code storage_check off}: the storage is not tried at the start. */
    public static final Setting<String> STORAGE_CHECK = Setting.of("storage_check", Values.word("off"));
    /** How often what has expired is removed; {@code off} for never. */
    public static final Setting<Argument> STORAGE_CLEAN_INTERVAL =
            Setting.of("storage_clean_interval", Values.duration().or("off"));
    /** How often it is looked which certificates must be renewed. */
    public static final Setting<Duration> RENEW_INTERVAL = duration("renew_interval");
    /** How often it is looked which OCSP staples must be renewed. */
    public static final Setting<Duration> OCSP_INTERVAL = duration("ocsp_interval");
    /** The URL of the ACME directory. */
    public static final Setting<Argument> ACME_CA = Setting.of("acme_ca", Written.TEXT);
    /** A PEM file with an authority that the directory's certificate may come from. */
    public static final Setting<Argument> ACME_CA_ROOT = Setting.of("acme_ca_root", Written.VERBATIM);
    /** The provider of the DNS challenge for all sites, a plugin; without a name, that of {@link #DNS}. */
    public static final Setting<Directive> ACME_DNS = Setting.line(
            "acme_dns", Shape.choose(Choice.byWord(0, "dns.providers").orNone(Shape.of())));
    /** The id of the account's key, in {@link #ACME_EAB}. */
    public static final Setting<Argument> KEY_ID = Setting.of("key_id", Written.TEXT);
    /** That key in base64url, in {@link #ACME_EAB}. */
    public static final Setting<Argument> MAC_KEY = Setting.of("mac_key", Written.TEXT);
    /** The account at the authority. */
    public static final Setting<Directive> ACME_EAB =
            Setting.line("acme_eab", Shape.of().block(KEY_ID, MAC_KEY));
    /** Where certificates come from; may be repeated. */
    public static final Setting<Directive> CERT_ISSUER = Setting.line("cert_issuer", CertificateIssuers.SHAPE);
    /** Whether Caddy's root is not made known to the operating system. */
    public static final Setting<Boolean> SKIP_INSTALL_TRUST = flag("skip_install_trust");
    /** The e-mail address of the ACME account. */
    public static final Setting<Argument> EMAIL = Setting.of("email", Written.TEXT);
    /** Whether all certificates come from Caddy's own authority. */
    public static final Setting<Boolean> LOCAL_CERTS = flag("local_certs");
    /** The kind of key: {@code ed25519}, {@code p256}, {@code p384}, {@code rsa2048} or {@code rsa4096}. */
    public static final Setting<Argument> KEY_TYPE = Setting.of("key_type", KeyTypes.TYPE);
    /** What is not done by itself. */
    public static final Setting<List<String>> AUTO_HTTPS =
            some("auto_https", Values.word("off", "disable_redirects", "disable_certs", "ignore_loaded_certs"));
    /** Whether metrics are kept for each host, in {@link #METRICS}. */
    public static final Setting<Boolean> PER_HOST = Setting.flag("per_host");
    /** Whether hosts of sites for all hosts count, in {@link #METRICS}. */
    public static final Setting<Boolean> OBSERVE_CATCHALL_HOSTS = Setting.flag("observe_catchall_hosts");
    /** Whether metrics are sent by OTLP, in {@link #METRICS}. */
    public static final Setting<Boolean> OTLP = Setting.flag("otlp");
    /** Metrics of requests. */
    public static final Setting<Directive> METRICS =
            Setting.line("metrics", Shape.of().ignoringMoreAndBlock().block(PER_HOST, OBSERVE_CATCHALL_HOSTS, OTLP));
    /** {@code ocsp_stapling off}. */
    public static final Setting<String> OCSP_STAPLING = alone("ocsp_stapling", Values.word("off"));
    /** How long certificates are to be valid. */
    public static final Setting<Duration> CERT_LIFETIME = duration("cert_lifetime");
    /** {@code persist_config off}: the configuration is not kept for {@code caddy run --resume}. */
    public static final Setting<String> PERSIST_CONFIG = Setting.of("persist_config", Values.word("off"));
    /** The provider of DNS records for all that needs some, a plugin. */
    public static final Setting<Directive> DNS = Setting.line("dns", DnsChallenge.PROVIDER_SHAPE);
    /** The DNS servers that challenges ask. */
    public static final Setting<List<Argument>> TLS_RESOLVERS = some("tls_resolvers", Values.verbatim());
    /** Caddy has its own authority for what is no public name. */
    private static final ValueType<Argument> NAMES =
            Values.text().examples("a.example", "*.b.example", "localhost").writing(Written::subject);
    /** Names that get certificates without sites; may be repeated. */
    public static final Setting<List<Argument>> TLS_AUTOMATE_NAMES = some("tls_automate_names", NAMES);
    /** The part of a certificate's life that is left when it is renewed: above 0, below 1. */
    public static final Setting<Double> RENEWAL_WINDOW_RATIO =
            Setting.of("renewal_window_ratio", Ratios.BETWEEN_0_AND_1);
    /** The name of the file system, in {@link #FILESYSTEM}. */
    public static final Slot<Argument> FILESYSTEM_NAME = new Slot<>(0, "name", Values.verbatim());
    /** A file system for {@code fs}, a plugin; may be repeated. */
    public static final Setting<Directive> FILESYSTEM =
            Setting.line("filesystem", Shape.choose(Choice.byWord(1, "caddy.fs")));

    private StandardOptions() {}

    private static Setting<Boolean> flag(String name) {
        return Setting.flag(name).shaped(Shape.of().ignoringMore().ignoringBlock());
    }

    private static Setting<Long> port(String name) {
        return alone(
                name, Values.integer(0, 65535).examples("8080", "8443", "+9000").mistakes("x", "80x"));
    }

    /** One argument, whose block Caddy passes over. */
    private static <T> Setting<T> alone(String name, ValueType<T> type) {
        return Setting.of(name, type)
                .shaped(Shape.of(new Slot<>(0, type.name(), type)).ignoringBlock());
    }

    private static <T> Setting<List<T>> some(String name, ValueType<T> type) {
        Slot<T> slot = new Slot<>(0, type.name(), type);
        return Setting.list(name, type).shaped(Shape.of().rest(slot, 1).ignoringBlock());
    }

    private static Setting<Duration> duration(String name) {
        Slot<Duration> slot = new Slot<>(0, "duration", Values.duration());
        return Setting.of(name, Values.duration())
                .shaped(Shape.of(slot).ignoringMore().ignoringBlock());
    }
}
