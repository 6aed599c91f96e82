package run.leger.caddy.standard;

import java.util.HashSet;
import java.util.Set;

/** Where directives stand, which matchers are defined there, and whether it is a response that they handle. */
record Scope(Place place, Set<String> matchers, boolean open, boolean response) {
    /** What kind of block it is. */
    enum Place {
        SITE,
        HANDLERS,
        ROUTE
    }

    static Scope site() {
        return new Scope(Place.SITE, Set.of(), false, false);
    }

    static Scope handlers() {
        return new Scope(Place.HANDLERS, Set.of(), false, false);
    }

    /** Returns the scope of a block in this one. */
    Scope within(Place inner) {
        return new Scope(inner, matchers, open, response);
    }

    /** Returns the scope of a block in which a response is handled. */
    Scope ofResponse() {
        return new Scope(place, matchers, open, true);
    }

    /** Returns this scope with the matchers that its own lines define; {@code more} if an import may define others. */
    Scope defining(Set<String> names, boolean more) {
        Set<String> all = new HashSet<>(matchers);
        all.addAll(names);
        return new Scope(place, all, open || more, response);
    }
}
