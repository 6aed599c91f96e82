package run.leger.caddy;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which requests a directive is for: all, those below a path, or those of a named matcher of the site. Immutable. */
public final class Matcher {
    private static final Pattern TOKEN =
            Pattern.compile("\\*|/[A-Za-z0-9_./:@%+*=?&~,!()-]*|@[A-Za-z0-9_][A-Za-z0-9_.-]*");
    private static final Matcher ANY = new Matcher("*");

    private final Argument argument;

    private Matcher(String token) {
        argument =
                Argument.verbatim(Check.matches(token, TOKEN, "matcher", "is neither * nor a path from / nor @name"));
    }

    /** Makes what was read, which may hold any characters. */
    Matcher(Argument read) {
        argument = read;
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

    /**
     * Returns the token as Caddy reads it.
     *
     * @return {@code *}, a path from its slash, or {@code @name}
     */
    public String token() {
        return argument.token().orElseThrow();
    }

    Argument argument() {
        return argument;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Matcher matcher && token().equals(matcher.token());
    }

    @Override
    public int hashCode() {
        return token().hashCode();
    }

    /** Returns the token. */
    @Override
    public String toString() {
        return token();
    }
}
