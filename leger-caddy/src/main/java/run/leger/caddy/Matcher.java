package run.leger.caddy;

import java.util.regex.Pattern;

/**
 * Which requests a directive is for: all, those below a path, or those of a named matcher of the site.
 *
 * @param token the token as Caddy reads it: {@code *}, a path, or {@code @name}
 */
public record Matcher(String token) {
    private static final Pattern TOKEN =
            Pattern.compile("\\*|/[A-Za-z0-9_./:@%+*=?&~,!()-]*|@[A-Za-z0-9_][A-Za-z0-9_.-]*");
    private static final Matcher ANY = new Matcher("*");

    /**
     * Checks the token.
     *
     * @throws UnwritableValueException if it is no matcher, or a path with white space, quotes, braces or other characters that a URL does not
     *     carry as they are
     */
    public Matcher {
        Check.matches(token, TOKEN, "matcher", "is neither * nor a path from / nor @name");
    }

    /**
     * Returns the matcher of all requests.
     *
     * @return {@code *}
     */
    public static Matcher any() {
        return ANY;
    }

    /**
     * Returns the matcher of a path.
     *
     * @param pattern the path from its first slash; {@code *} stands for anything at the start, the end or in the middle
     * @return the matcher
     * @throws UnwritableValueException if it is not such a path
     */
    public static Matcher path(String pattern) {
        if (!pattern.startsWith("/")) {
            throw Check.refuse("matcher", "the path does not begin with a slash");
        }
        return new Matcher(pattern);
    }

    /**
     * Returns a matcher that the site defines by this name, with a directive {@code @name}.
     *
     * @param name the name without {@code @}
     * @return the matcher
     * @throws UnwritableValueException if it is not letters, digits, {@code _ . -}
     */
    public static Matcher named(String name) {
        return new Matcher("@" + name);
    }
}
