package run.leger.caddy.standard;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import run.leger.caddy.Caddyfile;
import run.leger.caddy.CaddyfileProblem.Severity;
import run.leger.caddy.Directive;
import run.leger.caddy.Import;
import run.leger.caddy.Line;
import run.leger.caddy.NamedRoute;
import run.leger.caddy.Options;
import run.leger.caddy.Section;
import run.leger.caddy.Site;
import run.leger.caddy.SiteAddress;
import run.leger.caddy.Snippet;
import run.leger.caddy.grammar.Grammar;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.ShapeCheck;
import run.leger.caddy.syntax.Token;

/** Checks a whole file: each line, and what lines say of each other. */
final class FileCheck {
    private final Grammar grammar;
    private final Report report;

    FileCheck(Grammar grammar, Report report) {
        this.grammar = grammar;
        this.report = report;
    }

    void check(Caddyfile file) {
        Invocations invocations = new Invocations();
        boolean open = file.sections().stream().anyMatch(Import.class::isInstance);
        GlobalFacts options = GlobalFacts.of(file);
        Set<String> snippets = new HashSet<>();
        for (Section section : file.sections()) {
            if (section instanceof Snippet snippet && !snippets.add(snippet.name())) {
                report.add(Severity.ERROR, null, "redeclaration of previously declared snippet " + snippet.name());
            }
            if (section instanceof Options block) {
                options(block.lines(), directives(invocations.ofSite()));
                new OptionRules(grammar, report).check(block.lines(), file.sites());
            } else if (section instanceof NamedRoute route) {
                directives(invocations.ofRoute(route.name())).check(route.lines(), Scope.handlers());
            } else if (section instanceof Site site) {
                keys(site);
                directives(invocations.ofSite()).check(site.lines(), Scope.site());
                site.lines().forEach(line -> withOptions(line, options));
            }
        }
        if (!open) {
            invocations.check(report);
        }
        new SiteRules(report, file).check();
    }

    private DirectivesCheck directives(Consumer<Directive> invoked) {
        return new DirectivesCheck(grammar, report, invoked);
    }

    private void keys(Site site) {
        for (SiteAddress address : site.addresses()) {
            String key = address.source().map(Token::text).orElseGet(address::toString);
            if (grammar.directive(key).isPresent()) {
                report.add(
                        Severity.ERROR,
                        address.source().orElse(null),
                        "parsed '" + key
                                + "' as a site address, but it is a known directive; directives must appear in a site block");
            }
        }
    }

    private void withOptions(Line line, GlobalFacts options) {
        if (line instanceof Directive directive && TlsDirective.TYPE.is(directive)) {
            TlsDirective.checkWithOptions(directive, options, report);
        }
    }

    private void options(List<Line> lines, DirectivesCheck directives) {
        ShapeCheck shapes = new ShapeCheck(report, owner -> directives.check(owner, Scope.handlers()));
        for (Line line : lines) {
            if (line instanceof Directive option) {
                Optional<Setting<?>> known = grammar.option(option.name());
                if (known.isPresent()) {
                    shapes.check(option, known.get().shape());
                } else if (!report.hasPlugin(option.name())) {
                    report.error(option, "unrecognized global option: " + option.name());
                }
            }
        }
    }
}
