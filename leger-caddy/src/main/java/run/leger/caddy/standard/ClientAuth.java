package run.leger.caddy.standard;

import java.util.List;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Choice;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code client_auth { mode …; trust_pool …; verifier …; trusted_leaf_cert …; trusted_leaf_cert_file … }}: certificates of clients. */
public final class ClientAuth {

    /** What is asked of clients: {@code request}, {@code require}, {@code verify_if_given} or {@code require_and_verify}. */
    public static final Setting<Argument> MODE = Setting.of(
            "mode",
            Values.verbatim()
                    .examples("request", "require", "verify_if_given", "require_and_verify")
                    .writing(Written.oneOf("request", "require", "verify_if_given", "require_and_verify")));
    /** The authorities that certificates may come from. */
    public static final Setting<Directive> TRUST_POOL = Setting.line("trust_pool", TrustPools.SHAPE);
    /** A certificate that a client may have: DER in base64. */
    public static final Setting<Argument> TRUSTED_LEAF_CERT = Setting.of("trusted_leaf_cert", Values.verbatim());
    /** A PEM file with certificates that a client may have; Caddy reads it when it adapts the file. */
    public static final Setting<Argument> TRUSTED_LEAF_CERT_FILE =
            Setting.of("trusted_leaf_cert_file", Values.verbatim());
    /** An authority: DER in base64. Deprecated by Caddy in favour of {@link #TRUST_POOL}. */
    public static final Setting<Argument> TRUSTED_CA_CERT = Setting.of("trusted_ca_cert", Values.verbatim());
    /** A PEM file with authorities. Deprecated by Caddy in favour of {@link #TRUST_POOL}; Caddy reads it when it adapts the file. */
    public static final Setting<Argument> TRUSTED_CA_CERT_FILE = Setting.of("trusted_ca_cert_file", Values.verbatim());
    /** The name of the verifier. */
    public static final Slot<Argument> VERIFIER_MODULE = new Slot<>(0, "module", Values.verbatim());
    /** Where {@code leaf} finds certificates: {@code file}, {@code folder} or {@code pem}. */
    public static final Slot<Argument> LOADER =
            new Slot<>(1, "loader", Values.verbatim().examples("file", "folder", "pem"));
    /** The files, the folders, or the PEM texts. */
    public static final Slot<Argument> CERTIFICATES = new Slot<>(2, "certificate", Values.text());
    /** Files with certificates that {@code leaf} takes. */
    public static final Setting<List<Argument>> FILE = loader("file");
    /** Folders with such files. */
    public static final Setting<List<Argument>> FOLDER = loader("folder");
    /** Such certificates: PEM. */
    public static final Setting<List<Argument>> PEM = loader("pem");

    private static final Shape LOADED = Shape.of(VERIFIER_MODULE, LOADER)
            .rest(CERTIFICATES, 0)
            .ignoringBlock()
            .rule(ClientAuth::someCertificate);
    /** {@code leaf [<loader> <certificate…>] { file <file…>; folder <folder…>; pem <text…> }}. */
    public static final Shape LEAF = Shape.choose(Choice.byWord(1, "tls.leaf_cert_loader")
            .orNone(Shape.of(VERIFIER_MODULE).block(FILE, FOLDER, PEM))
            .with("file", LOADED)
            .with("folder", LOADED)
            .with("pem", LOADED));
    /** What else looks at certificates; may be repeated. */
    public static final Setting<Directive> VERIFIER = Setting.line(
            "verifier",
            Shape.choose(Choice.byWord(0, "tls.client_auth.verifier").with("leaf", LEAF)));
    /** The line. */
    public static final Setting<Directive> CLIENT_AUTH = Setting.line(
            "client_auth",
            Shape.of()
                    .ignoringMore()
                    .block(
                            MODE,
                            TRUST_POOL,
                            TRUSTED_LEAF_CERT,
                            TRUSTED_LEAF_CERT_FILE,
                            TRUSTED_CA_CERT,
                            TRUSTED_CA_CERT_FILE,
                            VERIFIER)
                    .rule(ClientAuth::oneKindOfAuthorities));

    private ClientAuth() {}

    private static Setting<List<Argument>> loader(String name) {
        return Setting.list(name, Values.text())
                .shaped(Shape.of().rest(new Slot<>(0, name, Values.text()), 0).ignoringBlock());
    }

    private static void someCertificate(Directive line, Report report) {
        if (line.arguments().size() == 2) {
            report.warning(line, "Caddy passes over the loader, since no certificate follows it");
        }
    }

    private static void oneKindOfAuthorities(Directive line, Report report) {
        boolean old = !TRUSTED_CA_CERT.allIn(line).isEmpty()
                || !TRUSTED_CA_CERT_FILE.allIn(line).isEmpty();
        if (old && !TRUST_POOL.allIn(line).isEmpty()) {
            report.error(line, "cannot specify both 'trust_pool' and 'trusted_ca_cert' or 'trusted_ca_cert_file'");
        }
    }
}
