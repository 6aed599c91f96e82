package run.leger.caddy.standard;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import run.leger.caddy.Caddyfile;
import run.leger.caddy.CaddyfileProblem;
import run.leger.caddy.CaddyfileProblem.Severity;
import run.leger.caddy.InvalidCaddyfileException;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Grammar;
import run.leger.caddy.grammar.Report;

/**
 * Caddy 2.11.9 with its standard modules: which directives, matchers and options there are, and whether a Caddyfile is one for it. Immutable.
 *
 * <p>A file that has no problems of severity {@link Severity#ERROR ERROR} is one that {@code caddy adapt} takes, and the other way round, but for
 * the differences that docs/design lists. Where imports are not expanded, what they bring is not known, and neither it nor what misses it is a
 * problem; the same holds for environment spans.
 */
public final class StandardCaddy {
    private static final Grammar GRAMMAR = makeGrammar();

    private final Grammar grammar;
    private final Set<String> plugins;

    private StandardCaddy(Grammar grammar, Set<String> plugins) {
        this.grammar = grammar;
        this.plugins = plugins;
    }

    private static Grammar makeGrammar() {
        List<DirectiveType> directives = new ArrayList<>(SiteDirectives.all());
        directives.addAll(HttpDirectives.all());
        directives.addAll(ProxyDirectives.all());
        return new Grammar(directives, RequestMatchers.all(), GlobalOptionTypes.all());
    }

    /**
     * Returns Caddy without plugins.
     *
     * @return the standard build
     */
    public static StandardCaddy standard() {
        return new StandardCaddy(GRAMMAR, Set.of());
    }

    /**
     * Returns this Caddy with plugins, whose lines may look any way.
     *
     * @param names directives, options, and ids of modules, such as {@code rate_limit} or {@code dns.providers.cloudflare}
     * @return another Caddy
     */
    public StandardCaddy withPlugins(Set<String> names) {
        return new StandardCaddy(grammar, Set.copyOf(names));
    }

    /**
     * Returns this Caddy with a plugin's directives, which must look as they say.
     *
     * @param directives the directives
     * @return another Caddy
     */
    public StandardCaddy with(DirectiveType... directives) {
        return new StandardCaddy(grammar.with(directives), plugins);
    }

    /**
     * Returns what there is.
     *
     * @return directives, matchers and options
     */
    public Grammar grammar() {
        return grammar;
    }

    /**
     * Looks for what Caddy would refuse in a file, or take for something else than is meant.
     *
     * @param caddyfile the file
     * @return the problems; without one of severity {@link Severity#ERROR ERROR}, Caddy takes the file
     */
    public List<CaddyfileProblem> check(Caddyfile caddyfile) {
        Report report = new Report(plugins);
        new FileCheck(grammar, report).check(caddyfile);
        return report.problems();
    }

    /**
     * Refuses a file that Caddy would refuse.
     *
     * @param caddyfile the file
     * @return the file
     * @throws InvalidCaddyfileException with all problems, if one is of severity {@link Severity#ERROR ERROR}
     */
    public Caddyfile require(Caddyfile caddyfile) {
        List<CaddyfileProblem> problems = check(caddyfile);
        if (problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR)) {
            throw new InvalidCaddyfileException(problems);
        }
        return caddyfile;
    }
}
