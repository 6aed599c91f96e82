package run.leger.caddy.standard;

import java.time.Duration;
import java.util.List;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Choice;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Rule;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code inline|file|pki_root|pki_intermediate|storage|http|system|combined …}: the authorities whose certificates are trusted. */
public final class TrustPools {
    /** The name of the module. */
    public static final Slot<Argument> MODULE = new Slot<>(0, "module", Values.verbatim());
    /** The PEM files of {@code file}. */
    public static final Slot<Argument> PEM_FILES = new Slot<>(1, "PEM file", Values.verbatim());
    /** The authorities of {@code pki_root} and {@code pki_intermediate}, by their ids in Caddy's PKI. */
    public static final Slot<Argument> AUTHORITIES = new Slot<>(1, "authority", Values.verbatim());
    /** The keys of {@code storage} under which PEM certificates are kept. */
    public static final Slot<Argument> STORAGE_KEYS = new Slot<>(1, "key", Values.verbatim());
    /** The URLs of {@code http} that answer with PEM certificates. */
    public static final Slot<Argument> URLS = new Slot<>(1, "URL", Values.verbatim());

    /** Certificates of {@code inline}: DER in base64. */
    public static final Setting<List<Argument>> TRUST_DER =
            texts("trust_der", 0).needed();
    /** More PEM files. */
    public static final Setting<List<Argument>> PEM_FILE = texts("pem_file", 0);
    /** More authorities. */
    public static final Setting<List<Argument>> AUTHORITY = texts("authority", 0);
    /** Where the keys are, if not in Caddy's own storage. */
    public static final Setting<Directive> STORAGE =
            Setting.line("storage", StorageModules.SHAPE).once();
    /** More keys. */
    public static final Setting<List<Argument>> KEYS = texts("keys", 0);
    /** More URLs. */
    public static final Setting<List<Argument>> ENDPOINTS = texts("endpoints", 1);

    /** The authorities whom the server of the certificates must be known to. */
    public static final Setting<Directive> CA = Setting.line("ca", () -> TrustPools.SHAPE);
    /** Whether any certificate of that server is good enough. */
    public static final Setting<Boolean> INSECURE_SKIP_VERIFY = Setting.flag("insecure_skip_verify");
    /** How long the handshake may take; Caddy does not read it when it connects. */
    public static final Setting<Duration> HANDSHAKE_TIMEOUT = Setting.of("handshake_timeout", Values.duration());
    /** The name that its certificate must have. */
    public static final Setting<Argument> SERVER_NAME = Setting.of("server_name", Values.plain());
    /** How often it may renegotiate. */
    public static final Setting<String> RENEGOTIATION =
            Setting.of("renegotiation", Values.word("never", "once", "freely"));
    /** How to connect to the URLs. */
    public static final Setting<Directive> TLS = Setting.line(
                    "tls", Shape.of().block(CA, INSECURE_SKIP_VERIFY, HANDSHAKE_TIMEOUT, SERVER_NAME, RENEGOTIATION))
            .once();

    /** One of the pools of {@code combined}. */
    public static final Setting<Directive> SOURCE =
            Setting.line("source", () -> TrustPools.SHAPE).needed();

    /** {@code inline { trust_der <certificate…> }}. */
    public static final Shape INLINE =
            Shape.of(MODULE).block(TRUST_DER).rule(some(TRUST_DER, "no certificates specified"));
    /** {@code file [<path…>] { pem_file <path…> }}. */
    public static final Shape FILE =
            Shape.of(MODULE).rest(PEM_FILES, 0).block(PEM_FILE).rule(some(PEM_FILE, "no certificates specified"));
    /** {@code pki_root|pki_intermediate [<authority…>] { authority <authority…> }}. */
    public static final Shape PKI =
            Shape.of(MODULE).rest(AUTHORITIES, 0).block(AUTHORITY).rule(some(AUTHORITY, "no authorities specified"));
    /** {@code storage [<key…>] { storage <module>; keys <key…> }}. */
    public static final Shape STORED = Shape.of(MODULE).rest(STORAGE_KEYS, 0).block(STORAGE, KEYS);
    /** {@code http [<url…>] { endpoints <url…>; tls { … } }}. */
    public static final Shape HTTP = Shape.of(MODULE).rest(URLS, 0).block(ENDPOINTS, TLS);
    /** {@code system}: the authorities that the operating system trusts. */
    public static final Shape SYSTEM = Shape.of(MODULE).block();
    /** {@code combined { source <pool> }}. */
    public static final Shape COMBINED = Shape.of(MODULE).block(SOURCE).rule(TrustPools::withoutSystem);

    /** The line of one of the pools, after the word that asks for it. */
    public static final Shape SHAPE = Shape.choose(Choice.byWord(0, "tls.ca_pool.source")
            .with("inline", INLINE)
            .with("file", FILE)
            .with("pki_root", PKI)
            .with("pki_intermediate", PKI)
            .with("storage", STORED)
            .with("http", HTTP)
            .with("system", SYSTEM)
            .with("combined", COMBINED));

    private TrustPools() {}

    private static Setting<List<Argument>> texts(String name, int least) {
        Slot<Argument> slot = new Slot<>(0, name, Values.verbatim());
        return Setting.list(name, Values.verbatim()).shaped(Shape.of().rest(slot, least));
    }

    /** There must be an argument after the name of the module, or in a line of the block. */
    private static Rule some(Setting<List<Argument>> more, String otherwise) {
        return (line, report) -> {
            boolean none =
                    line.arguments().size() == 1 && more.allIn(line).stream().allMatch(List::isEmpty);
            if (none && !Lines.mayCome(line)) {
                report.error(line, otherwise);
            }
        };
    }

    private static void withoutSystem(Directive line, Report report) {
        for (Directive source : SOURCE.allIn(line)) {
            if (MODULE.in(source)
                    .flatMap(Argument::token)
                    .filter("system"::equals)
                    .isPresent()) {
                report.warning(source, "Caddy cannot start with it: the authorities of the system do not combine");
            }
        }
    }
}
