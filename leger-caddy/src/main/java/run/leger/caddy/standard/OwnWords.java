package run.leger.caddy.standard;

import java.util.Set;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Rule;

/** Caddy looks for the lines of a shortcut of {@code reverse_proxy} among all words of its block, arguments too. */
final class OwnWords implements Rule {
    private final Set<String> names;

    OwnWords(Set<String> names) {
        this.names = names;
    }

    @Override
    public void check(Directive owner, Report report) {
        for (Directive line :
                Lines.of(owner).filter(entry -> !names.contains(entry.name())).toList()) {
            for (Argument argument : line.arguments()) {
                argument.token()
                        .filter(names::contains)
                        .ifPresent(word -> report.error(
                                line, argument, "Caddy takes '" + word + "' for the beginning of a line here"));
            }
        }
    }
}
