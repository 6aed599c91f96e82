package run.leger.caddy.standard;

import java.time.Duration;
import java.util.List;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;

/** {@code acme_server [matcher] { ca; lifetime; resolvers; challenges; allow_wildcard_names; allow; deny; sign_with_root }}: issues certificates. */
public final class AcmeServer {
    /** The id of the certificate authority that signs. */
    public static final Setting<Argument> CA = Setting.of("ca", Values.verbatim());
    /** How long a certificate is valid. */
    public static final Setting<Duration> LIFETIME = Setting.of("lifetime", Values.duration());
    /** The addresses of DNS servers. */
    public static final Setting<List<Argument>> RESOLVERS = Setting.list("resolvers", Values.verbatim());
    /** The kinds of challenge: {@code http-01}, {@code tls-alpn-01}, {@code dns-01}, {@code device-attest-01}. */
    public static final Setting<List<Argument>> CHALLENGES = Setting.list("challenges", challenge())
            .shaped(Shape.of()
                    .rest(new Slot<>(0, "challenge", challenge()), 0)
                    .rule(KnownWords.of(
                            "Caddy does not load it", "http-01", "tls-alpn-01", "dns-01", "device-attest-01")));
    /** Whether certificates may be for wildcard names. */
    public static final Setting<Boolean> ALLOW_WILDCARD_NAMES = Setting.flag("allow_wildcard_names");
    /** Names of a policy. */
    public static final Setting<List<Argument>> DOMAINS = Setting.list("domains", Values.verbatim());
    /** Addresses and ranges of addresses of a policy. */
    public static final Setting<List<Argument>> IP_RANGES = Setting.list("ip_ranges", Values.verbatim());
    /** Which names and addresses can have certificates: a block of domains and ip_ranges. */
    public static final Setting<Directive> ALLOW =
            Setting.line("allow", Shape.of().block(DOMAINS, IP_RANGES));
    /** Which names and addresses cannot: a block of domains and ip_ranges. */
    public static final Setting<Directive> DENY =
            Setting.line("deny", Shape.of().block(DOMAINS, IP_RANGES));
    /** Whether the root signs, in place of the intermediate. */
    public static final Setting<Boolean> SIGN_WITH_ROOT = Setting.flag("sign_with_root");
    /** The directive. */
    public static final DirectiveType TYPE = DirectiveType.handler(
            "acme_server",
            Shape.of().block(CA, LIFETIME, RESOLVERS, CHALLENGES, ALLOW_WILDCARD_NAMES, ALLOW, DENY, SIGN_WITH_ROOT));

    private AcmeServer() {}

    private static ValueType<Argument> challenge() {
        return Values.verbatim().examples("http-01", "tls-alpn-01", "dns-01", "x");
    }
}
