package run.leger.caddy.standard;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import run.leger.caddy.Directive;
import run.leger.caddy.Import;
import run.leger.caddy.Line;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Grammar;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.ShapeCheck;

/** Checks blocks of directives: sites, named routes, and the blocks of directives that hold others. */
final class DirectivesCheck {
    private final Grammar grammar;
    private final Report report;
    private final Consumer<Directive> invoked;

    DirectivesCheck(Grammar grammar, Report report, Consumer<Directive> invoked) {
        this.grammar = grammar;
        this.report = report;
        this.invoked = invoked;
    }

    void check(Directive owner, Scope outer) {
        Scope.Place place = owner.name().equals("route") ? Scope.Place.ROUTE : Scope.Place.HANDLERS;
        Scope inner = outer.within(place);
        check(owner.block().orElse(List.of()), owner.name().equals("handle_response") ? inner.ofResponse() : inner);
    }

    void check(List<Line> lines, Scope outer) {
        Set<String> defined = new LinkedHashSet<>();
        boolean open = false;
        for (Line line : lines) {
            if (line instanceof Directive definition && definition.name().startsWith("@")) {
                if (!defined.add(definition.name()) || outer.defines(definition.name())) {
                    report.error(definition, "matcher is defined more than once: " + definition.name());
                }
                new ShapeCheck(report, owner -> {}).check(definition, RequestMatchers.DEFINITION);
            }
            open |= line instanceof Import;
        }
        Scope scope = outer.defining(defined, open);
        for (Line line : lines) {
            if (line instanceof Directive directive && !directive.name().startsWith("@")) {
                directive(directive, scope);
            }
        }
    }

    private void directive(Directive directive, Scope scope) {
        Optional<DirectiveType> known = grammar.directive(directive.name());
        if (known.isEmpty()) {
            if (!report.hasPlugin(directive.name())) {
                report.error(
                        directive,
                        "unrecognized directive: " + directive.name()
                                + (scope.place() == Scope.Place.SITE
                                        ? ""
                                        : " - are you sure your Caddyfile structure (nesting and braces) is correct?"));
            }
            return;
        }
        DirectiveType type = known.get();
        if (scope.place() != Scope.Place.SITE && type.place() == DirectiveType.Place.SITE) {
            report.error(
                    directive,
                    scope.place() == Scope.Place.ROUTE
                            ? "only handler directives can be used in routes, and " + type.name() + " is none"
                            : "directive '" + type.name()
                                    + "' is not an ordered HTTP handler, so it cannot be used here - try placing within a route"
                                    + " block or using the order global option");
        }
        directive.matcher().ifPresent(matcher -> {
            String token = matcher.token();
            if (token.startsWith("@") && !scope.defines(token) && !scope.open()) {
                report.error(directive, "unrecognized matcher name: " + token);
            }
        });
        if (type.place() == DirectiveType.Place.RESPONSE && !scope.response()) {
            report.warning(directive, type.name() + " only works where a reverse_proxy handles a response");
        }
        ShapeCheck shapes = new ShapeCheck(report, owner -> check(owner, scope));
        if (scope.place() == Scope.Place.SITE) {
            shapes.check(directive, type.shape());
        } else {
            shapes.checkNested(directive, type.shape());
        }
        if (scope.place() == Scope.Place.ROUTE
                && AcmeServer.TYPE.is(directive)
                && Lines.has(directive, AcmeServer.CA)) {
            report.error(directive, "only handler directives can be used in routes, and acme_server with a ca is more");
        }
        if (type.name().equals("invoke")) {
            invoked.accept(directive);
        }
    }
}
