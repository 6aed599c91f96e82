package run.leger.caddy.standard;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.Line;
import run.leger.caddy.Site;
import run.leger.caddy.grammar.Grammar;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Setting;

/** What global options say of each other. */
final class OptionRules {

    private static final Set<String> UNORDERED = Set.of("bind", "handle_errors", "log", "tls");

    /** With any of these, Caddy may make a policy for some names. */
    private static final List<Setting<?>> POLICY_OPTIONS = List.of(
            StandardOptions.EMAIL,
            StandardOptions.CERT_ISSUER,
            StandardOptions.LOCAL_CERTS,
            StandardOptions.KEY_TYPE,
            StandardOptions.OCSP_STAPLING,
            StandardOptions.RENEWAL_WINDOW_RATIO,
            StandardOptions.ACME_CA,
            StandardOptions.ACME_CA_ROOT,
            StandardOptions.ACME_DNS,
            StandardOptions.ACME_EAB,
            StandardOptions.TLS_AUTOMATE_NAMES,
            PreferredChains.PREFERRED_CHAINS);

    private final Grammar grammar;
    private final Report report;

    OptionRules(Grammar grammar, Report report) {
        this.grammar = grammar;
        this.report = report;
    }

    void check(List<Line> lines, List<Site> sites) {
        logs(lines);
        servers(lines);
        order(lines);
        issuers(lines);
        publicNames(lines, sites);
    }

    private void logs(List<Line> lines) {
        Set<String> seen = new HashSet<>();
        for (Directive log : Lines.named(LogDirective.OPTION, lines)) {
            Optional<Argument> argument = LogDirective.NAME.in(log);
            Optional<String> name = argument.isEmpty() ? Optional.of("default") : argument.flatMap(Argument::token);
            if (name.isPresent() && !seen.add(name.get())) {
                report.error(log, "duplicate global log option for: " + name.get());
            }
        }
    }

    private void servers(List<Line> lines) {
        Set<String> listeners = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (Directive servers : Lines.named(ServerOptions.SERVERS, lines)) {
            Optional<String> listener = ServerOptions.listener(servers);
            if (listener.isPresent() && !listeners.add(listener.get())) {
                report.error(
                        servers,
                        "cannot have 'servers' global options with duplicate listener addresses: " + listener.get());
            }
            Optional<String> name = last(ServerOptions.NAME, servers)
                    .flatMap(line -> line.arguments().stream().findFirst().flatMap(Argument::token));
            if (name.isPresent() && !name.get().isEmpty() && !names.add(name.get())) {
                report.error(servers, "cannot use duplicate server name '" + name.get() + "'");
            }
        }
    }

    private static Optional<Directive> last(Setting<?> setting, Directive block) {
        List<Directive> all = Lines.named(setting, block.block().orElse(List.of()));
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    private void order(List<Line> lines) {
        Set<String> placed = new HashSet<>();
        for (Directive order : Lines.named(OrderOption.ORDER, lines)) {
            List<Optional<String>> words =
                    order.arguments().stream().map(Argument::token).toList();
            Optional<String> directive = words.isEmpty() ? Optional.empty() : words.get(0);
            if (directive.isEmpty()) {
                continue;
            }
            if (!isDirective(directive.get())) {
                report.error(order, directive.get() + " is not a registered directive");
            }
            Optional<String> other = words.size() == 3 ? words.get(2) : Optional.empty();
            if (other.isPresent() && !hasPlace(other.get(), placed) || other.equals(directive)) {
                report.error(order, "directive '" + other.orElse("") + "' not found");
            }
            placed.add(directive.get());
        }
    }

    private boolean isDirective(String name) {
        return grammar.directive(name).isPresent() || report.hasPlugin(name);
    }

    private boolean hasPlace(String name, Set<String> placed) {
        return placed.contains(name) || isDirective(name) && !UNORDERED.contains(name);
    }

    private void issuers(List<Line> lines) {
        List<Directive> issuers = Lines.named(StandardOptions.CERT_ISSUER, lines);
        List<Directive> local = Lines.named(StandardOptions.LOCAL_CERTS, lines);
        if (!issuers.isEmpty() && !local.isEmpty()) {
            report.error(
                    local.get(0),
                    "global options are ambiguous: local_certs is confusing when combined with cert_issuer,"
                            + " because local_certs is also a specific kind of issuer");
        }
        boolean needed = issuers.isEmpty() || issuers.stream().anyMatch(DnsChallenge::lacksProvider);
        if (GlobalFacts.challengeWithoutProvider(lines) && local.isEmpty() && needed) {
            report.error(Lines.named(StandardOptions.ACME_DNS, lines).get(0), DnsChallenge.NO_PROVIDER);
        }
    }

    /** Where Caddy makes any policy at all, it also makes one of the public names, in which each may stand once. */
    private void publicNames(List<Line> lines, List<Site> sites) {
        boolean policies = POLICY_OPTIONS.stream()
                        .anyMatch(option -> !Lines.named(option, lines).isEmpty())
                || sites.stream().anyMatch(OptionRules::makesPolicy);
        for (Directive ech : Lines.named(EchOption.ECH, lines)) {
            Optional<String> twice = EchOption.twice(ech);
            if (twice.isPresent() && policies) {
                report.error(
                        ech,
                        "hostname appears in more than one automation policy, making certificate management ambiguous: "
                                + twice.get());
            } else if (twice.isPresent()) {
                report.warning(ech, "public name '" + twice.get() + "' stands here twice");
            }
        }
    }

    private static boolean makesPolicy(Site site) {
        return site.addresses().size() > 1
                || site.lines().stream()
                        .anyMatch(line -> line instanceof Directive directive && TlsDirective.TYPE.is(directive));
    }
}
