package run.leger.caddy.standard;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import run.leger.caddy.Argument;
import run.leger.caddy.Caddyfile;
import run.leger.caddy.Directive;
import run.leger.caddy.Line;
import run.leger.caddy.Options;
import run.leger.caddy.grammar.Grammar;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Setting;

/** What global options say of each other. */
final class OptionRules {

    private static final Set<String> UNORDERED = Set.of("bind", "handle_errors", "log", "tls");

    private final Grammar grammar;
    private final Report report;

    OptionRules(Grammar grammar, Report report) {
        this.grammar = grammar;
        this.report = report;
    }

    /** Returns the names of all options that a file sets. */
    static Set<String> names(Caddyfile file) {
        return file.sections().stream()
                .filter(Options.class::isInstance)
                .flatMap(options -> directives(((Options) options).lines()).stream())
                .map(Directive::name)
                .collect(Collectors.toSet());
    }

    void check(List<Line> lines) {
        logs(lines);
        servers(lines);
        order(lines);
        issuers(lines);
    }

    private static List<Directive> directives(List<Line> lines) {
        return lines.stream()
                .filter(Directive.class::isInstance)
                .map(Directive.class::cast)
                .toList();
    }

    private static List<Directive> named(Setting<?> option, List<Line> lines) {
        return directives(lines).stream()
                .filter(line -> line.name().equals(option.name()))
                .toList();
    }

    private void logs(List<Line> lines) {
        Set<String> seen = new HashSet<>();
        for (Directive log : named(LogDirective.OPTION, lines)) {
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
        for (Directive servers : named(ServerOptions.SERVERS, lines)) {
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
        List<Directive> all = named(setting, block.block().orElse(List.of()));
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    private void order(List<Line> lines) {
        Set<String> placed = new HashSet<>();
        for (Directive order : named(OrderOption.ORDER, lines)) {
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
        List<Directive> issuers = named(StandardOptions.CERT_ISSUER, lines);
        List<Directive> local = named(StandardOptions.LOCAL_CERTS, lines);
        if (!issuers.isEmpty() && !local.isEmpty()) {
            report.error(
                    local.get(0),
                    "global options are ambiguous: local_certs is confusing when combined with cert_issuer,"
                            + " because local_certs is also a specific kind of issuer");
        }
        List<Directive> challenges = named(StandardOptions.ACME_DNS, lines);
        if (challenges.isEmpty() || !named(StandardOptions.DNS, lines).isEmpty() || !local.isEmpty()) {
            return;
        }
        Directive challenge = challenges.get(challenges.size() - 1);
        boolean needed = issuers.isEmpty() || issuers.stream().anyMatch(OptionRules::needsProvider);
        if (challenge.arguments().isEmpty() && needed) {
            report.error(
                    challenge,
                    "acme_dns specified without DNS provider config, but no provider specified with 'dns' global option");
        }
    }

    private static boolean needsProvider(Directive issuer) {
        boolean acme = CertificateIssuers.MODULE
                .in(issuer)
                .flatMap(Argument::token)
                .filter("acme"::equals)
                .isPresent();
        return acme
                && named(DnsChallenge.DNS, issuer.block().orElse(List.of())).stream()
                        .allMatch(dns -> dns.arguments().isEmpty());
    }
}
