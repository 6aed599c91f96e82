package run.leger.caddy.standard;

import java.time.Duration;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code pki { ca [<id>] { … } }}: Caddy's own authorities. */
public final class PkiOption {

    /** The id; without one, {@code local}. */
    public static final Slot<Argument> ID = new Slot<>(0, "id", Written.VERBATIM);
    /** The name for people. */
    public static final Setting<Argument> NAME = Setting.of("name", Values.verbatim());
    /** The common name of the root. */
    public static final Setting<Argument> ROOT_CN = Setting.of("root_cn", Values.text());
    /** The common name of the intermediate. */
    public static final Setting<Argument> INTERMEDIATE_CN = Setting.of("intermediate_cn", Values.text());
    /** How long intermediates are valid. */
    public static final Setting<Duration> INTERMEDIATE_LIFETIME =
            Setting.of("intermediate_lifetime", Values.duration());
    /** How often it is looked whether one must be renewed. */
    public static final Setting<Duration> MAINTENANCE_INTERVAL = Setting.of("maintenance_interval", Values.duration());
    /** The part of its life that is left then: above 0, at most 1. */
    public static final Setting<Double> RENEWAL_WINDOW_RATIO = Setting.of("renewal_window_ratio", Ratios.ABOVE_0_TO_1);
    /** The file with the certificate, in {@link #ROOT} and {@link #INTERMEDIATE}. */
    public static final Setting<Argument> CERT = Setting.of("cert", Values.verbatim());
    /** The file with its key. */
    public static final Setting<Argument> KEY = Setting.of("key", Values.verbatim());
    /** What kind of files they are: {@code pem_file}. */
    public static final Setting<Argument> FORMAT =
            Setting.of("format", Values.verbatim().examples("pem_file"));
    /** A root that is there already. */
    public static final Setting<Directive> ROOT =
            Setting.line("root", Shape.of().block(CERT, KEY, FORMAT));
    /** An intermediate that is there already. */
    public static final Setting<Directive> INTERMEDIATE =
            Setting.line("intermediate", Shape.of().block(CERT, KEY, FORMAT));
    /** An authority; may be repeated. */
    public static final Setting<Directive> CA = Setting.line(
            "ca",
            Shape.of()
                    .optional(ID)
                    .block(
                            NAME,
                            ROOT_CN,
                            INTERMEDIATE_CN,
                            INTERMEDIATE_LIFETIME,
                            MAINTENANCE_INTERVAL,
                            RENEWAL_WINDOW_RATIO,
                            ROOT,
                            INTERMEDIATE));
    /** The option. */
    public static final Setting<Directive> PKI =
            Setting.line("pki", Shape.of().ignoringMoreAndBlock().block(CA));

    private PkiOption() {}
}
