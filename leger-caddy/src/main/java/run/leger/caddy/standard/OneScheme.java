package run.leger.caddy.standard;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Rule;

/** All upstreams are spoken with the same way: what their addresses ask for, and what the transport does. */
final class OneScheme implements Rule {
    @Override
    public void check(Directive proxy, Report report) {
        Stream<Directive> owners = Stream.concat(
                Stream.of(proxy), Lines.of(proxy).filter(line -> line.name().equals(ReverseProxy.TO.name())));
        String common = "";
        for (Directive owner : owners.toList()) {
            for (Argument upstream : owner.arguments()) {
                if (upstream.token().isEmpty()) {
                    return; // It depends on the environment.
                }
                String scheme = UpstreamAddress.scheme(upstream.token().get());
                if (!common.isEmpty() && !scheme.equals(common)) {
                    report.error(
                            owner,
                            upstream,
                            "for now, all proxy upstreams must use the same scheme (transport protocol); expecting '"
                                    + common + "://' but got '" + scheme + "://'");
                    return;
                }
                common = scheme;
            }
        }
        transport(proxy, common, report);
    }

    private static void transport(Directive proxy, String scheme, Report report) {
        @Nullable Directive transport = ReverseProxy.TRANSPORT.in(proxy).orElse(null);
        if (transport == null) {
            return;
        }
        Optional<String> module = transport.arguments().get(0).token();
        if (module.filter("http"::equals).isPresent() && scheme.equals("http") && HttpTransport.hasTls(transport)) {
            report.error(transport, "upstream address scheme is HTTP but transport is configured for HTTP+TLS (HTTPS)");
        } else if (module.filter("fastcgi"::equals).isPresent() && scheme.equals("https")) {
            report.error(
                    transport, "upstreams are configured for HTTPS but transport module does not support TLS: fastcgi");
        }
    }
}
