package run.leger.resolved;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import run.leger.core.DnsName;

/**
 * What in a resolved.conf fights Tailscale's MagicDNS, as far as files alone tell. Tailscale itself writes no file: it gives its servers
 * and domains to the link {@code tailscale0}, and these compete with what the files say for all links.
 */
public final class MagicDnsCheck {
    private static final DnsName TS_NET = new DnsName("ts.net");

    private final EffectiveConf conf;
    private final List<Finding> findings = new ArrayList<>();

    private MagicDnsCheck(EffectiveConf conf) {
        this.conf = conf;
    }

    /**
     * Checks a file by itself.
     *
     * @param conf the file
     * @return what fights MagicDNS, in the order of the lines; empty where nothing does
     */
    public static List<Finding> check(ResolvedConf conf) {
        return check(conf.effective());
    }

    /**
     * Checks what files come to together.
     *
     * @param conf the settings
     * @return what fights MagicDNS, in the order of files and lines; empty where nothing does
     */
    public static List<Finding> check(EffectiveConf conf) {
        MagicDnsCheck check = new MagicDnsCheck(conf);
        check.rootRoute();
        check.tailnetRoute();
        check.magicDnsAsGlobalServer();
        check.interfaceAtBoot();
        check.stub();
        List<String> files = conf.filesRead();
        check.findings.sort(Comparator.comparingInt(
                        (Finding each) -> files.indexOf(each.origin().file()))
                .thenComparingInt(Finding::line));
        return List.copyOf(check.findings);
    }

    private void rootRoute() {
        String servers = conf.dns().isEmpty() && noFallback()
                ? " No server is set here, so it counts only where a built-in fallback gives one."
                : "";
        place(conf.domains(), Domain.all()::equals)
                .ifPresent(place -> add(
                        place,
                        Severity.WARNING,
                        "Domains=~. sends every name to the global servers, and the servers of other links (DHCP, VPN) are no longer"
                                + " asked. The tailnet's own names still go to MagicDNS, whose domain is longer; but where the tailnet"
                                + " overrides local DNS, tailscale0 has ~. too, and the two race for every name: then take it out."
                                + servers));
    }

    private boolean noFallback() {
        return conf.fallbackDns().orElse(List.of()).isEmpty();
    }

    private void tailnetRoute() {
        Optional<Origin> route = place(
                conf.domains(),
                domain -> domain.name().filter(name -> name.isWithin(TS_NET)).isPresent());
        if (route.isEmpty()) {
            return;
        }
        if (conf.dns().isEmpty()) {
            add(
                    route.get(),
                    Severity.INFO,
                    "Domains= names a tailnet but there is no DNS=, so the route has no effect by itself");
        } else if (place(conf.dns(), DnsServer::isMagicDns).isEmpty()) {
            add(
                    route.get(),
                    Severity.WARNING,
                    "Domains= sends names of a tailnet to the global servers, which do not know them: leave ts.net to Tailscale");
        }
    }

    private void magicDnsAsGlobalServer() {
        Optional<Origin> global = place(conf.dns(), DnsServer::isMagicDns);
        Optional<Origin> fallback = place(conf.fallbackDns().orElse(List.of()), DnsServer::isMagicDns);
        if (global.isEmpty() && fallback.isEmpty()) {
            return;
        }
        if (global.isPresent() && fallback.isEmpty() && isSplitDns()) {
            add(
                    global.get(),
                    Severity.INFO,
                    "DNS= and Domains= are split DNS by hand: the MagicDNS address answers only while tailscaled runs, and is asked for every"
                            + " name, beside the servers of the links; a delegate, which systemd reads from version "
                            + TailnetDns.DELEGATE_SINCE + " on, is asked for these domains alone");
        } else {
            ResolvedKey key = global.isPresent() ? ResolvedKey.DNS : ResolvedKey.FALLBACK_DNS;
            boolean unrouted = global.isPresent() && conf.domains().isEmpty();
            add(
                    global.or(() -> fallback).orElseThrow(),
                    unrouted ? Severity.ERROR : Severity.WARNING,
                    key.key()
                            + "= has the MagicDNS address: it answers only while tailscaled runs and accepts DNS, it is asked for every name and not"
                            + " only for the tailnet's, and may ask systemd-resolved in turn. Tailscale sets it on its own link: take it out");
        }
        strict(
                ResolvedKey.DNSSEC,
                "DNSSEC=yes with the MagicDNS address as a global server: its answers carry no proofs, and the tailnet's names fail");
        strict(
                ResolvedKey.DNS_OVER_TLS,
                "DNSOverTLS=yes with the MagicDNS address as a global server: it does not speak DNS over TLS, and every name fails");
    }

    /** What {@link TailnetDns#global} writes: MagicDNS and no other server, for certain domains. */
    private boolean isSplitDns() {
        return place(conf.dns(), server -> !server.isMagicDns()).isEmpty()
                && !conf.domains().isEmpty()
                && place(
                                conf.domains(),
                                domain -> !domain.routingOnly() || domain.name().isEmpty())
                        .isEmpty();
    }

    private void strict(ResolvedKey key, String message) {
        conf.mode(key)
                .filter(mode -> mode.value().equals(Mode.YES))
                .ifPresent(mode -> add(mode.origin(), Severity.ERROR, message));
    }

    private void interfaceAtBoot() {
        place(
                        conf.dns(),
                        server -> server.interfaceName()
                                .filter(name -> name.startsWith("tailscale"))
                                .isPresent())
                .ifPresent(place -> add(
                        place,
                        Severity.WARNING,
                        "DNS= names the interface of Tailscale, which may not be there at boot: the server is then lost until the next"
                                + " reload"));
    }

    private void stub() {
        conf.mode(ResolvedKey.DNS_STUB_LISTENER)
                .filter(mode -> mode.value().equals(Mode.NO))
                .ifPresent(
                        mode -> add(
                                mode.origin(),
                                Severity.WARNING,
                                "DNSStubListener=no: programs that read /etc/resolv.conf have no DNS where it points to 127.0.0.53"));
    }

    private static <T> Optional<Origin> place(List<Sourced<T>> values, Predicate<T> which) {
        return values.stream()
                .filter(each -> which.test(each.value()))
                .map(Sourced::origin)
                .findFirst();
    }

    private void add(Origin origin, Severity severity, String message) {
        findings.add(new Finding(origin, severity, message));
    }
}
