package run.leger.caddy.standard;

import java.time.Duration;
import java.util.List;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Choice;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** Settings of challenges that are solved by DNS records, as issuers and {@code tls} have them. */
public final class DnsChallenge {

    /** The name of the provider, a plugin. */
    public static final Slot<Argument> PROVIDER = new Slot<>(0, "provider", Values.verbatim());
    /** The line of a provider, after the word that asks for it. */
    public static final Shape PROVIDER_SHAPE = Shape.choose(Choice.byWord(0, "dns.providers"));
    /** The provider that sets the records; without one, the one of the global options. */
    public static final Setting<Directive> DNS =
            Setting.line("dns", Shape.choose(Choice.byWord(0, "dns.providers").orNone(Shape.of())));
    /** How long to wait before looking for the records. */
    public static final Setting<Duration> PROPAGATION_DELAY = Setting.of("propagation_delay", Values.duration());
    /** How long to look for the records; {@code -1} for not at all. */
    public static final Setting<Argument> PROPAGATION_TIMEOUT =
            Setting.of("propagation_timeout", Values.duration().or("-1"));
    /** The DNS servers that are asked. */
    public static final Setting<List<Argument>> RESOLVERS = Setting.list("resolvers", Values.verbatim());
    /** How long the records may be kept. */
    public static final Setting<Duration> DNS_TTL = Setting.of("dns_ttl", Values.duration());
    /** The domain that the name of the challenge is an alias of. */
    public static final Setting<Argument> DNS_CHALLENGE_OVERRIDE_DOMAIN =
            Setting.of("dns_challenge_override_domain", Values.text());

    static final String NO_PROVIDER =
            "acme_dns specified without DNS provider config, but no provider specified with 'dns' global option";

    private DnsChallenge() {}

    /** Tells whether an issuer is one by ACME that leaves the provider to the global options. */
    static boolean lacksProvider(Directive issuer) {
        return CertificateIssuers.isAcme(issuer) && !hasProvider(issuer);
    }

    static boolean hasProvider(Directive owner) {
        return Lines.named(DNS, owner).stream().anyMatch(dns -> !dns.arguments().isEmpty());
    }
}
