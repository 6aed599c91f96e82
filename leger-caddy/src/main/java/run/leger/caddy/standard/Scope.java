package run.leger.caddy.standard;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where directives stand, which matchers are defined there, and whether it is a response that they handle.
 *
 * @param outer has the matchers of the blocks around this one, null where there are none
 */
record Scope(Place place, Set<String> matchers, @Nullable Scope outer, boolean open, boolean response) {
    /** What kind of block it is. */
    enum Place {
        SITE,
        HANDLERS,
        ROUTE
    }

    static Scope site() {
        return new Scope(Place.SITE, Set.of(), null, false, false);
    }

    static Scope handlers() {
        return new Scope(Place.HANDLERS, Set.of(), null, false, false);
    }

    /** Returns the scope of a block in this one. */
    Scope within(Place inner) {
        return new Scope(inner, matchers, outer, open, response);
    }

    /** Returns the scope of a block in which a response is handled. */
    Scope ofResponse() {
        return new Scope(place, matchers, outer, open, true);
    }

    /** Returns this scope with the matchers that its own lines define; {@code more} if an import may define others. */
    Scope defining(Set<String> names, boolean more) {
        return names.isEmpty()
                ? new Scope(place, matchers, outer, open || more, response)
                : new Scope(place, Set.copyOf(names), matchers.isEmpty() ? null : this, open || more, response);
    }

    /** Tells whether a matcher is defined here or around it. */
    boolean defines(String matcher) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            if (scope.matchers.contains(matcher)) {
                return true;
            }
        }
        return false;
    }
}
