package run.leger.caddy.grammar;

import run.leger.caddy.Directive;

/** What no table says: how the arguments and the lines of a block go together. */
@FunctionalInterface
public interface Rule {
    /**
     * Looks at a line whose arguments and block have the right shape.
     *
     * @param line the line
     * @param report takes what is wrong
     */
    void check(Directive line, Report report);
}
