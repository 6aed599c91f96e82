package run.leger.resolved;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import run.leger.core.DnsName;

/**
 * What in a resolved.conf fights Tailscale's MagicDNS, as far as the file alone tells. Tailscale itself writes no file: it gives its servers
 * and domains to the link {@code tailscale0}, and these compete with what the file says for all links.
 */
public final class MagicDnsCheck {
    private static final DnsName TS_NET = new DnsName("ts.net");

    private final ResolvedConf conf;
    private final List<Finding> findings = new ArrayList<>();

    private MagicDnsCheck(ResolvedConf conf) {
        this.conf = conf;
    }

    /**
     * Checks a file.
     *
     * @param conf the file
     * @return what fights MagicDNS, in the order of the lines; empty where nothing does
     */
    public static List<Finding> check(ResolvedConf conf) {
        MagicDnsCheck check = new MagicDnsCheck(conf);
        check.rootRoute();
        check.tailnetRoute();
        check.magicDnsAsGlobalServer();
        check.interfaceAtBoot();
        check.stub();
        check.findings.sort(Comparator.comparingInt(Finding::line));
        return List.copyOf(check.findings);
    }

    private void rootRoute() {
        if (!conf.domains().contains(Domain.all())) {
            return;
        }
        String servers = conf.dns().isEmpty()
                ? " This file names no server, so it counts only where another file or FallbackDNS= gives one."
                : "";
        add(
                ResolvedKey.DOMAINS,
                Severity.WARNING,
                "Domains=~. sends every name to the global servers, and the servers of other links (DHCP, VPN) are no longer asked. The tailnet's own"
                        + " names still go to MagicDNS, whose domain is longer; but where the tailnet overrides local DNS, tailscale0 has ~. too, and the"
                        + " two race for every name: then take it out." + servers);
    }

    private void tailnetRoute() {
        boolean magic = conf.dns().stream().anyMatch(DnsServer::isMagicDns);
        boolean tailnet = conf.domains().stream()
                .anyMatch(domain ->
                        domain.name().filter(name -> name.isWithin(TS_NET)).isPresent());
        if (tailnet && !magic && !conf.dns().isEmpty()) {
            add(
                    ResolvedKey.DOMAINS,
                    Severity.WARNING,
                    "Domains= sends names of a tailnet to the global servers, which do not know them: leave ts.net to Tailscale");
        } else if (tailnet && conf.dns().isEmpty()) {
            add(
                    ResolvedKey.DOMAINS,
                    Severity.INFO,
                    "Domains= names a tailnet but this file has no DNS=, so the route has no effect by itself");
        }
    }

    private void magicDnsAsGlobalServer() {
        boolean global = conf.dns().stream().anyMatch(DnsServer::isMagicDns);
        boolean fallback = conf.fallbackDns().orElse(List.of()).stream().anyMatch(DnsServer::isMagicDns);
        if (!global && !fallback) {
            return;
        }
        ResolvedKey key = global ? ResolvedKey.DNS : ResolvedKey.FALLBACK_DNS;
        boolean routed = !conf.domains().isEmpty();
        add(
                key,
                routed || !global ? Severity.WARNING : Severity.ERROR,
                key.key()
                        + "= has the MagicDNS address: it answers only while tailscaled runs and accepts DNS, it is asked for every name and not only"
                        + " for the tailnet's, and may ask systemd-resolved in turn. Tailscale sets it on its own link: take it out");
        if (conf.mode(ResolvedKey.DNSSEC).filter(Mode.YES::equals).isPresent()) {
            add(
                    ResolvedKey.DNSSEC,
                    Severity.ERROR,
                    "DNSSEC=yes with the MagicDNS address as a global server: its answers carry no proofs, and the tailnet's names fail");
        }
        if (conf.mode(ResolvedKey.DNS_OVER_TLS).filter(Mode.YES::equals).isPresent()) {
            add(
                    ResolvedKey.DNS_OVER_TLS,
                    Severity.ERROR,
                    "DNSOverTLS=yes with the MagicDNS address as a global server: it does not speak DNS over TLS, and every name fails");
        }
    }

    private void interfaceAtBoot() {
        boolean onTailscale = conf.dns().stream()
                .anyMatch(server -> server.interfaceName()
                        .filter(name -> name.startsWith("tailscale"))
                        .isPresent());
        if (onTailscale) {
            add(
                    ResolvedKey.DNS,
                    Severity.WARNING,
                    "DNS= names the interface of Tailscale, which may not be there at boot: the server is then lost until the next reload");
        }
    }

    private void stub() {
        if (conf.mode(ResolvedKey.DNS_STUB_LISTENER).filter(Mode.NO::equals).isPresent()) {
            add(
                    ResolvedKey.DNS_STUB_LISTENER,
                    Severity.WARNING,
                    "DNSStubListener=no: programs that read /etc/resolv.conf have no DNS where it points to 127.0.0.53");
        }
    }

    private void add(ResolvedKey key, Severity severity, String message) {
        findings.add(new Finding(conf.lineOf(key).orElse(1), severity, message));
    }
}
