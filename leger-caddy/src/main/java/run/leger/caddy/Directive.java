package run.leger.caddy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.syntax.Node;
import run.leger.caddy.syntax.Token;

/**
 * A line of a Caddyfile: a name, arguments, and perhaps a block. Directives, their subdirectives, global options and definitions of named
 * matchers all have this shape. Immutable.
 */
public final class Directive implements Line {
    private static final Pattern NAME = Pattern.compile("[@+?>~!-]?[A-Za-z0-9_][A-Za-z0-9_.@>-]*");

    private final Argument name;
    private final @Nullable Matcher matcher;
    private final List<Argument> arguments;
    private final @Nullable List<Line> block;
    private final @Nullable Node source;

    private Directive(Argument name, @Nullable Matcher matcher, List<Argument> arguments, @Nullable List<Line> block) {
        this(name, matcher, arguments, block, null);
    }

    /** Makes what was read, whose name may be any text. */
    Directive(
            Argument name,
            @Nullable Matcher matcher,
            List<Argument> arguments,
            @Nullable List<Line> block,
            @Nullable Node source) {
        this.source = source;
        this.name = name;
        this.matcher = matcher;
        this.arguments = List.copyOf(arguments);
        this.block = block == null ? null : List.copyOf(block);
    }

    /**
     * Returns a directive with a name alone.
     *
     * @param name the name: letters, digits and {@code _ . - @ >}, perhaps after one of {@code @ + - ? > ~ !}
     * @return the directive
     * @throws UnwritableValueException if it is not such a name, or is {@code import}, which Caddy obeys wherever a line begins with it
     */
    public static Directive of(String name) {
        Check.matches(name, NAME, "directive", "is not the name of a directive");
        if (name.equals("import")) {
            throw Check.refuse("directive", "import would read another file into this one");
        }
        return new Directive(Argument.of(name), null, List.of(), null);
    }

    /**
     * Returns a directive with literal arguments, each as {@link Argument#of}.
     *
     * @param name the name
     * @param arguments the arguments
     * @return the directive
     * @throws UnwritableValueException if it is not a name
     */
    public static Directive of(String name, String... arguments) {
        return of(name).with(arguments);
    }

    /**
     * Returns this directive for certain requests only. The matcher stands before the arguments.
     *
     * @param matcher which requests
     * @return a new directive
     */
    public Directive on(Matcher matcher) {
        return new Directive(name, Objects.requireNonNull(matcher, "matcher"), arguments, block);
    }

    /**
     * Returns this directive with more literal arguments, each as {@link Argument#of}.
     *
     * @param more the arguments
     * @return a new directive
     */
    public Directive with(String... more) {
        Argument[] literals = new Argument[more.length];
        for (int i = 0; i < more.length; i++) {
            literals[i] = Argument.of(more[i]);
        }
        return with(literals);
    }

    /**
     * Returns this directive with more arguments.
     *
     * @param more the arguments
     * @return a new directive
     */
    public Directive with(Argument... more) {
        List<Argument> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        return new Directive(name, matcher, all, block);
    }

    /**
     * Returns this directive with a block, in place of the one that it may have. In a block of directives, as that of {@code handle}, a first
     * argument such as {@code /x} is no matcher: what has none gets {@code *}.
     *
     * @param lines what stands in the block; may be empty
     * @return a new directive
     */
    public Directive withBlock(List<? extends Line> lines) {
        List<Line> inner = new ArrayList<>();
        for (Line line : lines) {
            inner.add(Handlers.isContainer(name()) && line instanceof Directive directive ? directive.guarded() : line);
        }
        return new Directive(name, matcher, arguments, inner);
    }

    /** Caddy would read a first argument such as {@code /x} as a matcher: says that all requests are meant. */
    Directive guarded() {
        boolean guard = matcher == null
                && Handlers.takesMatcher(name())
                && !arguments.isEmpty()
                && arguments.get(0).looksLikeMatcher();
        return guard ? on(Matcher.any()) : this;
    }

    /**
     * Returns the name.
     *
     * @return the first token of the line, as Caddy reads it; environment spans in it are as they are written
     */
    public String name() {
        return name.token().or(() -> name.source().map(Token::text)).orElseThrow();
    }

    Argument nameArgument() {
        return name;
    }

    /**
     * Returns what stands in the arguments of this line: of {@code @m path /x} it is {@code path /x}.
     *
     * @return a directive with the first argument for a name, the others for arguments, and this one's block; empty where there is no argument
     */
    public Optional<Directive> inner() {
        if (arguments.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Directive(arguments.get(0), null, arguments.subList(1, arguments.size()), block, source));
    }

    /**
     * Returns where this was read.
     *
     * @return the node of the syntax tree, empty for a directive that was not read from a file
     */
    public Optional<Node> source() {
        return Optional.ofNullable(source);
    }

    /**
     * Returns which requests it is for.
     *
     * @return the matcher, or empty where none was given
     */
    public Optional<Matcher> matcher() {
        return Optional.ofNullable(matcher);
    }

    /**
     * Returns the arguments after the matcher.
     *
     * @return the arguments, unmodifiable
     */
    public List<Argument> arguments() {
        return arguments;
    }

    /**
     * Returns the block.
     *
     * @return its lines, or empty where there is no block
     */
    public Optional<List<Line>> block() {
        return Optional.ofNullable(block);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Directive that
                && name.equals(that.name)
                && Objects.equals(matcher, that.matcher)
                && arguments.equals(that.arguments)
                && Objects.equals(block, that.block);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, matcher, arguments, block);
    }

    /** Returns the name and the number of arguments; their text may be secret. */
    @Override
    public String toString() {
        return "Directive[" + name() + ", " + arguments.size() + " arguments"
                + (block == null ? "]" : ", block of " + block.size() + "]");
    }
}
