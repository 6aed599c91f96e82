package run.leger.caddy.standard;

import java.time.Duration;
import run.leger.caddy.Argument;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Values;

/** {@code internal { ca <id>; lifetime <duration>; sign_with_root }}: certificates from Caddy's own authority. */
public final class InternalIssuer {

    /** The id of the authority, of those in the {@code pki} option. */
    public static final Setting<Argument> CA = Setting.of("ca", Written.VERBATIM);
    /** How long certificates are valid. */
    public static final Setting<Duration> LIFETIME = Setting.of("lifetime", Values.duration());
    /** Whether the root signs, without an intermediate. */
    public static final Setting<Boolean> SIGN_WITH_ROOT = Setting.flag("sign_with_root");
    /** The line. */
    public static final Shape SHAPE =
            Shape.of(CertificateIssuers.MODULE).ignoringMoreAndBlock().block(CA, LIFETIME, SIGN_WITH_ROOT);

    private InternalIssuer() {}
}
