package run.leger.caddy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.syntax.Token;

/**
 * One argument of a directive: literal text, and, only where they are asked for by name, placeholders and environment spans.
 *
 * <p>Caddy replaces {@code {placeholders}} in most fields when it serves, but not in all, and only the author of a directive knows which kind
 * a field is. So there are three literals: {@link #text} for a field that is replaced, {@link #verbatim} for one that is not, and {@link #of}
 * where it does not matter, because the value has no brace.
 */
public final class Argument {
    private static final Pattern PLACEHOLDER = Pattern.compile("[A-Za-z][A-Za-z0-9_.:/%?\\[\\]~+-]{0,199}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,199}");
    private static final Pattern DEFAULT = Pattern.compile("[A-Za-z0-9_./:@%+=-]{0,200}");

    private final List<Part> parts;
    private final boolean quoted;

    /** What an argument is made of. */
    sealed interface Part {}

    /** Text that Caddy must hand on as it is. */
    record Text(String value, Kind kind) implements Part {}

    /** A placeholder, replaced when Caddy serves. */
    record Placeholder(String name) implements Part {}

    /** An environment span, replaced before Caddy reads the file. */
    record Env(String variable, String fallback) implements Part {}

    /** What stands in a file that was read; Caddy is to read the same again. Without a text where that depends on the environment. */
    record Read(Token token) implements Part {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Read read && token.raw().equals(read.token.raw());
        }

        @Override
        public int hashCode() {
            return token.raw().hashCode();
        }
    }

    /** What is known about the field that a text goes to. */
    enum Kind {
        UNKNOWN,
        REPLACED,
        VERBATIM
    }

    /** Returns what a file holds, spelt as it is there. */
    static Argument read(Token token) {
        return new Argument(List.of(new Read(token)));
    }

    private Argument(List<Part> parts) {
        this(parts, false);
    }

    private Argument(List<Part> parts, boolean quoted) {
        this.parts = List.copyOf(parts);
        this.quoted = quoted;
    }

    /**
     * Returns a literal for any field. A brace in it would mean different things in different fields, and is an error when the file is written.
     *
     * @param value any text without braces
     * @return the argument
     */
    public static Argument of(String value) {
        return new Argument(List.of(new Text(Objects.requireNonNull(value, "value"), Kind.UNKNOWN)));
    }

    /**
     * Returns a literal for a field in which Caddy replaces placeholders when it serves: bodies, header names and values, paths, host names.
     * Braces are escaped, so that the text stays what it is.
     *
     * @param value any text
     * @return the argument
     */
    public static Argument text(String value) {
        return new Argument(List.of(new Text(Objects.requireNonNull(value, "value"), Kind.REPLACED)));
    }

    /**
     * Returns a literal for a field that Caddy takes as it stands: regular expressions, methods, enumerations. Text that holds a shorthand
     * such as <code>{host}</code> cannot be written there and is an error when the file is written.
     *
     * @param value any text
     * @return the argument
     */
    public static Argument verbatim(String value) {
        return new Argument(List.of(new Text(Objects.requireNonNull(value, "value"), Kind.VERBATIM)));
    }

    /**
     * Returns a placeholder, which Caddy replaces when it serves.
     *
     * @param name its name without braces, such as {@code http.request.host}
     * @return the argument
     * @throws UnwritableValueException if it is not the name of a placeholder
     */
    public static Argument placeholder(String name) {
        return new Argument(List.of(
                new Placeholder(Check.matches(name, PLACEHOLDER, "placeholder", "is not the name of a placeholder"))));
    }

    /**
     * Returns an environment span, <code>{$NAME}</code>. Caddy inserts the variable of its own process before it reads the file, so whoever
     * controls that variable controls the file: quotes and line ends in it become syntax. Prefer {@code placeholder("env.NAME")} where the field
     * is replaced.
     *
     * @param variable the name of the variable
     * @return the argument; an unset variable gives the empty text
     * @throws UnwritableValueException if it is not the name of a variable
     */
    public static Argument env(String variable) {
        return env(variable, "");
    }

    /**
     * Returns an environment span with a default, <code>{$NAME:default}</code>; see {@link #env(String)}.
     *
     * @param variable the name of the variable
     * @param fallback what stands there where the variable is not set: letters, digits and {@code _ . / : @ % + = -}
     * @return the argument
     * @throws UnwritableValueException if it is not the name of a variable, or the default has another character
     */
    public static Argument env(String variable, String fallback) {
        return new Argument(List.of(new Env(
                variableName(variable),
                Check.matches(fallback, DEFAULT, "default of $" + variable, "has a character that could be syntax"))));
    }

    /**
     * Returns this argument with another one directly behind it, as one argument.
     *
     * @param next what follows
     * @return the longer argument
     */
    public Argument then(Argument next) {
        List<Part> all = new ArrayList<>(parts);
        for (Part part : next.parts) {
            Part last = all.get(all.size() - 1);
            if (last instanceof Text before && part instanceof Text after && before.kind() == after.kind()) {
                all.set(all.size() - 1, new Text(before.value() + after.value(), before.kind()));
            } else {
                all.add(part);
            }
        }
        return new Argument(all, quoted || next.quoted);
    }

    /**
     * Returns this argument in quotes, also where its text needs none: without them, a few directives such as {@code vars} take a text for a
     * number, {@code true} or {@code false}.
     *
     * @return the argument; what was read from a file is spelt as it is there
     */
    public Argument quoted() {
        return new Argument(parts, true);
    }

    /**
     * Returns how this argument is written in a Caddyfile: quoted and escaped so that Caddy reads it as what it is. It is one token, but not the
     * name of a line: no spelling keeps Caddy from obeying {@code import} there.
     *
     * @param position what an error names as the place
     * @param importLevels how many imports take it to where it is used: 0, or 1 in a snippet or in a file that is imported
     * @return the source
     * @throws UnwritableValueException if no spelling can carry it
     */
    public String source(String position, int importLevels) {
        return new TokenWriter(importLevels).write(this, position);
    }

    /**
     * Returns what Caddy's directives see of this argument: without quotes, with placeholders and the backslashes that keep braces from being
     * some.
     *
     * @return the text, empty where it depends on the environment of the Caddy process
     */
    public Optional<String> token() {
        StringBuilder token = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Text text) {
                token.append(
                        text.kind() == Kind.REPLACED
                                ? text.value().replace("{", "\\{").replace("}", "\\}")
                                : text.value());
            } else if (part instanceof Placeholder placeholder) {
                token.append('{').append(placeholder.name()).append('}');
            } else if (part instanceof Read read
                    && read.token().environmentSpans().isEmpty()) {
                token.append(read.token().text());
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(token.toString());
    }

    /**
     * Returns the token that this argument was read from.
     *
     * @return the token, empty for an argument that was not read from a file
     */
    public Optional<Token> source() {
        return parts.get(0) instanceof Read read ? Optional.of(read.token()) : Optional.empty();
    }

    static String variableName(String variable) {
        return Check.matches(variable, VARIABLE, "environment variable", "is not the name of a variable");
    }

    List<Part> parts() {
        return parts;
    }

    boolean isQuoted() {
        return quoted;
    }

    /** Tells whether Caddy could take this for a matcher where it is the first argument. */
    boolean looksLikeMatcher() {
        if (parts.get(0) instanceof Read) {
            return false; // Where Caddy took it for one, it was read as one.
        }
        if (parts.get(0) instanceof Text text && !text.value().isEmpty()) {
            char first = text.value().charAt(0);
            return first == '/' || first == '@' || text.value().equals("*");
        }
        return parts.size() > 1 || !(parts.get(0) instanceof Text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Argument argument && argument.parts.equals(parts) && argument.quoted == quoted;
    }

    @Override
    public int hashCode() {
        return 31 * parts.hashCode() + Boolean.hashCode(quoted);
    }

    /** Returns the kinds of the parts, without any text, which may be secret. */
    @Override
    public String toString() {
        return "Argument"
                + parts.stream().map(part -> part.getClass().getSimpleName()).toList();
    }
}
