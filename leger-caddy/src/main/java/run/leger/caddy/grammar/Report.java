package run.leger.caddy.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.Argument;
import run.leger.caddy.CaddyfileProblem;
import run.leger.caddy.CaddyfileProblem.Severity;
import run.leger.caddy.Directive;
import run.leger.caddy.syntax.Node;

/** Collects what is wrong while lines are checked, and knows which plugins there are. For one thread. */
public final class Report {
    private final Set<String> plugins;
    private final List<CaddyfileProblem> problems = new ArrayList<>();
    private long errors;

    /**
     * Starts a report.
     *
     * @param plugins directives and modules beside those of the tables, such as {@code rate_limit} or {@code dns.providers.cloudflare}
     */
    public Report(Set<String> plugins) {
        this.plugins = Set.copyOf(plugins);
    }

    /**
     * Tells whether there is a plugin.
     *
     * @param name the name of a directive, or the id of a module
     * @return whether it was named
     */
    public boolean hasPlugin(String name) {
        return plugins.contains(name);
    }

    /**
     * Says that Caddy refuses a line.
     *
     * @param at the line
     * @param reason why
     */
    public void error(Directive at, String reason) {
        add(Severity.ERROR, at.source().orElse(null), reason);
    }

    /**
     * Says that Caddy refuses an argument.
     *
     * @param line its line
     * @param at the argument
     * @param reason why
     */
    public void error(Directive line, Argument at, String reason) {
        add(
                Severity.ERROR,
                at.source().<Node>map(token -> token).or(line::source).orElse(null),
                reason);
    }

    /**
     * Says that Caddy takes a line, but likely not for what is meant.
     *
     * @param at the line
     * @param reason why
     */
    public void warning(Directive at, String reason) {
        add(Severity.WARNING, at.source().orElse(null), reason);
    }

    /**
     * Says something about a place.
     *
     * @param severity how bad it is
     * @param at the place, or null where nothing was read from a file
     * @param reason what is wrong
     */
    public void add(Severity severity, @Nullable Node at, String reason) {
        problems.add(new CaddyfileProblem(severity, at, reason));
        errors += severity == Severity.ERROR ? 1 : 0;
    }

    /**
     * Returns what was found.
     *
     * @return the problems in the order in which they were found
     */
    public List<CaddyfileProblem> problems() {
        return List.copyOf(problems);
    }

    /** Returns how many errors were found; a warning is none. */
    long errors() {
        return errors;
    }
}
