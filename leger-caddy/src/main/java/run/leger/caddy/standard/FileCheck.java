package run.leger.caddy.standard;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import run.leger.caddy.Caddyfile;
import run.leger.caddy.Directive;
import run.leger.caddy.Import;
import run.leger.caddy.Line;
import run.leger.caddy.NamedRoute;
import run.leger.caddy.Options;
import run.leger.caddy.Section;
import run.leger.caddy.Site;
import run.leger.caddy.grammar.Grammar;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.ShapeCheck;

/** Checks a whole file: each line, and what lines say of each other. */
final class FileCheck {
    private final Grammar grammar;
    private final Report report;

    FileCheck(Grammar grammar, Report report) {
        this.grammar = grammar;
        this.report = report;
    }

    void check(Caddyfile file) {
        Set<String> routes = new HashSet<>();
        file.namedRoutes().forEach(route -> routes.add(route.name()));
        boolean open = file.sections().stream().anyMatch(Import.class::isInstance);
        GlobalFacts options = GlobalFacts.of(file);
        for (Section section : file.sections()) {
            DirectivesCheck directives = new DirectivesCheck(grammar, report, routes, open);
            if (section instanceof Options block) {
                options(block.lines(), directives);
                new OptionRules(grammar, report).check(block.lines());
            } else if (section instanceof NamedRoute route) {
                directives.check(route.lines(), Scope.handlers());
            } else if (section instanceof Site site) {
                directives.check(site.lines(), Scope.site());
                site.lines().forEach(line -> withOptions(line, options));
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
