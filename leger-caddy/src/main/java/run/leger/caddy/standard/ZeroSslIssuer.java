package run.leger.caddy.standard;

import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.Values;

/** {@code zerossl <api_key> { … }}: certificates from ZeroSSL by its own API. Its {@code validity_days} is missing, since no Caddy of this release can read it. */
public final class ZeroSslIssuer {

    /** The key of the API. */
    public static final Slot<Argument> API_KEY = new Slot<>(1, "API key", Written.TEXT);
    /** The port of the HTTP validation, to which another program passes on. */
    public static final Setting<Long> ALT_HTTP_PORT = Setting.of("alt_http_port", Values.integer());
    /** The provider that sets the DNS records, a plugin. */
    public static final Setting<Directive> DNS = Setting.line("dns", DnsChallenge.PROVIDER_SHAPE);
    /** The line. */
    public static final Shape SHAPE = Shape.of(CertificateIssuers.MODULE, API_KEY)
            .block(
                    ALT_HTTP_PORT,
                    DNS,
                    DnsChallenge.PROPAGATION_DELAY,
                    DnsChallenge.PROPAGATION_TIMEOUT,
                    DnsChallenge.RESOLVERS,
                    DnsChallenge.DNS_TTL);

    private ZeroSslIssuer() {}
}
