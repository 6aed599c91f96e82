package run.leger.caddy.grammar;

import run.leger.caddy.Directive;
import run.leger.caddy.Matcher;

/**
 * A directive of a site: its name, where it may stand, whether it takes a matcher, and what it looks like. Immutable.
 *
 * @param name the name
 * @param place where it may stand
 * @param takesMatcher whether its first argument may be a matcher, with or without one before the shape's own arguments
 * @param shape its arguments after the matcher, and its block
 */
public record DirectiveType(String name, Place place, boolean takesMatcher, Shape shape) {
    /** Where a directive may stand. */
    public enum Place {
        /** In sites and wherever directives stand: it handles requests, and has its place in Caddy's order. */
        HANDLER,
        /** In sites only. */
        SITE,
        /** In the block of {@code handle_response} only, in which copies of responses are handled. */
        RESPONSE
    }

    /**
     * Returns a directive that handles requests and takes a matcher.
     *
     * @param name the name
     * @param shape its arguments after the matcher, and its block
     * @return the type
     */
    public static DirectiveType handler(String name, Shape shape) {
        return new DirectiveType(name, Place.HANDLER, true, shape);
    }

    /**
     * Returns a directive of sites that takes no matcher.
     *
     * @param name the name
     * @param shape its arguments and its block
     * @return the type
     */
    public static DirectiveType site(String name, Shape shape) {
        return new DirectiveType(name, Place.SITE, false, shape);
    }

    /**
     * Returns such a directive for all requests.
     *
     * @param arguments the texts; they stay what they are, also where Caddy could take one for a matcher or replaces placeholders
     * @return the directive
     * @throws IllegalArgumentException if there are too few or too many, or one is not of its type
     */
    public Directive of(String... arguments) {
        Directive directive = Directive.of(name).with(shape.literals(name, arguments));
        return takesMatcher && arguments.length > 0 ? directive.on(Matcher.any()) : directive;
    }

    /**
     * Tells whether a directive is of this type.
     *
     * @param directive a directive
     * @return whether it has this name
     */
    public boolean is(Directive directive) {
        return directive.name().equals(name);
    }
}
