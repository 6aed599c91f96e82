package run.leger.caddy.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import run.leger.caddy.Argument;

/**
 * What can stand at an argument. Immutable.
 *
 * @param <T> what it is in Java
 */
public final class ValueType<T> {
    private final String name;
    private final Function<String, Optional<String>> problem;
    private final Function<Argument, T> reader;
    private final Function<T, Argument> writer;
    private final Function<String, Argument> literal;
    private final List<String> examples;
    private final List<String> mistakes;

    private ValueType(
            String name,
            Function<String, Optional<String>> problem,
            Function<Argument, T> reader,
            Function<T, Argument> writer,
            Function<String, Argument> literal,
            List<String> examples,
            List<String> mistakes) {
        this.name = name;
        this.problem = problem;
        this.reader = reader;
        this.writer = writer;
        this.literal = literal;
        this.examples = List.copyOf(examples);
        this.mistakes = List.copyOf(mistakes);
    }

    /** Makes a type of text, which is read as an argument since it may hold placeholders. */
    static ValueType<Argument> ofText(String name, Function<String, Argument> literal) {
        return new ValueType<>(
                name,
                token -> Optional.empty(),
                Function.identity(),
                Function.identity(),
                literal,
                List.of("x"),
                List.of());
    }

    /**
     * Makes a type.
     *
     * @param name what it is called in messages, such as {@code duration}
     * @param problem says what is wrong with a token, empty where it is right
     * @param read makes the value of a right token
     * @param write makes the token of a value, which Caddy takes as it stands
     * @param <T> what it is in Java
     * @return the type
     */
    public static <T> ValueType<T> of(
            String name,
            Function<String, Optional<String>> problem,
            Function<String, T> read,
            Function<T, String> write) {
        Function<String, Argument> literal = checked(problem, Argument::verbatim);
        return new ValueType<>(
                name,
                problem,
                argument -> read.apply(argument.token().orElseThrow()),
                value -> literal.apply(write.apply(value)),
                literal,
                List.of(),
                List.of());
    }

    /**
     * Returns this type with tokens that are right, for tests and documents.
     *
     * @param tokens the tokens
     * @return a new type
     */
    public ValueType<T> examples(String... tokens) {
        return new ValueType<>(name, problem, reader, writer, literal, List.of(tokens), mistakes);
    }

    /**
     * Returns this type with tokens that are wrong, for tests.
     *
     * @param tokens the tokens
     * @return a new type
     */
    public ValueType<T> mistakes(String... tokens) {
        return new ValueType<>(name, problem, reader, writer, literal, examples, List.of(tokens));
    }

    /**
     * Returns this type with one more rule.
     *
     * @param rule says what is wrong with a token that is right so far
     * @return a new type
     */
    public ValueType<T> where(Function<String, Optional<String>> rule) {
        Function<String, Optional<String>> both = token -> problem.apply(token).or(() -> rule.apply(token));
        Function<T, Argument> written = value -> {
            Argument argument = writer.apply(value);
            return argument.token().map(checked(rule, token -> argument)).orElse(argument);
        };
        return new ValueType<>(name, both, reader, written, checked(rule, literal), examples, mistakes);
    }

    /**
     * Returns this type, of which fewer texts are written than Caddy takes: those that mean nothing else than themselves.
     *
     * @param rule says what is wrong with a text that a program wants to have written
     * @return a new type; what is read is not held against the rule
     */
    public ValueType<T> writing(Function<String, Optional<String>> rule) {
        return new ValueType<>(name, problem, reader, writer, checked(rule, literal), examples, mistakes);
    }

    /**
     * Returns this type, whose literal text is written in quotes also where it needs none, since Caddy takes some texts without quotes for
     * something else, such as numbers.
     *
     * @return a new type
     */
    public ValueType<T> quoted() {
        return new ValueType<>(
                name, problem, reader, writer, text -> literal.apply(text).quoted(), examples, mistakes);
    }

    private static Function<String, Argument> checked(
            Function<String, Optional<String>> rule, Function<String, Argument> write) {
        return text -> {
            rule.apply(text).ifPresent(reason -> {
                throw new IllegalArgumentException(Unshown.reason(reason, text));
            });
            return write.apply(text);
        };
    }

    /**
     * Returns this type, which also takes single words.
     *
     * @param words tokens that are right whatever the type says
     * @return a type whose values are read as arguments
     */
    public ValueType<Argument> or(String... words) {
        List<String> also = List.of(words);
        List<String> all = new ArrayList<>(examples);
        all.addAll(also);
        return new ValueType<>(
                name,
                token -> also.contains(token) ? Optional.empty() : problem.apply(token),
                Function.identity(),
                Function.identity(),
                text -> also.contains(text) ? Argument.of(text) : literal.apply(text),
                all,
                mistakes);
    }

    /**
     * Returns this type, in whose place a placeholder may stand.
     *
     * @return a type whose values are read as arguments; literal text is none of a placeholder
     */
    public ValueType<Argument> orPlaceholder() {
        List<String> all = new ArrayList<>(examples);
        all.add("{http.vars.x}");
        return new ValueType<>(
                name,
                token -> token.startsWith("{") ? Optional.empty() : problem.apply(token),
                Function.identity(),
                Function.identity(),
                literal,
                all,
                mistakes);
    }

    /**
     * Returns what it is called.
     *
     * @return such as {@code duration}
     */
    public String name() {
        return name;
    }

    /**
     * Returns what Caddy finds wrong with an argument.
     *
     * @param argument the argument
     * @return the reason; empty where it is right, or depends on the environment
     */
    public Optional<String> problem(Argument argument) {
        return argument.token().flatMap(problem);
    }

    /**
     * Reads a value.
     *
     * @param argument an argument of this type
     * @return the value
     * @throws IllegalArgumentException if it is not of this type
     * @throws IllegalStateException if it depends on the environment of the Caddy process
     */
    public T read(Argument argument) {
        if (argument.token().isEmpty() && !isText()) {
            throw new IllegalStateException(
                    "the value depends on the environment of the Caddy process: read the tree withEnvironment(...)");
        }
        problem(argument).ifPresent(reason -> {
            throw new IllegalArgumentException(reason);
        });
        return reader.apply(argument);
    }

    /**
     * Returns whether it is read as the argument that it is, since any text may stand there, or placeholders may.
     *
     * @return false where it has a Java type of its own
     */
    public boolean isText() {
        return reader.equals(Function.identity());
    }

    /**
     * Returns the argument of a value.
     *
     * @param value the value
     * @return the argument
     */
    public Argument write(T value) {
        return writer.apply(value);
    }

    /**
     * Returns the argument of literal text: it stays what it is, also where Caddy replaces placeholders.
     *
     * @param text the text
     * @return the argument
     * @throws IllegalArgumentException if it is not of this type
     */
    public Argument literal(String text) {
        return literal.apply(text);
    }

    /**
     * Returns tokens that are right.
     *
     * @return examples, unmodifiable
     */
    public List<String> examples() {
        return examples;
    }

    /**
     * Returns tokens that are wrong.
     *
     * @return mistakes, unmodifiable
     */
    public List<String> mistakes() {
        return mistakes;
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
