package run.leger.caddy.standard;

import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Rule;

/** Where health checks go to another upstream, they have its port; Caddy minds only where that line comes first. */
final class HealthPort implements Rule {
    @Override
    public void check(Directive proxy, Report report) {
        boolean elsewhere = false;
        for (Directive line : Lines.of(proxy).toList()) {
            elsewhere |= line.name().equals(ReverseProxy.HEALTH_UPSTREAM.name());
            if (elsewhere && line.name().equals(ReverseProxy.HEALTH_PORT.name())) {
                report.error(line, "the 'health_port' subdirective is ignored if 'health_upstream' is used!");
            }
        }
    }
}
