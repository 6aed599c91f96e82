package run.leger.caddy.grammar;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The shapes of a line that looks different with different arguments. Immutable. */
public final class Choice {
    private final int index;
    private final Map<String, Shape> byWord;
    private final String namespace;
    private final @Nullable Shape none;
    private final @Nullable Shape quoted;

    private Choice(
            int index, Map<String, Shape> byWord, String namespace, @Nullable Shape none, @Nullable Shape quoted) {
        this.index = index;
        this.byWord = byWord;
        this.namespace = namespace;
        this.none = none;
        this.quoted = quoted;
    }

    /**
     * Returns a choice by a word among the arguments, such as the name of a module.
     *
     * @param index the place of the word among the arguments, from 0
     * @param namespace where a plugin's module of that kind is, such as {@code dns.providers}; empty where there can be no plugin
     * @return a choice without words
     */
    public static Choice byWord(int index, String namespace) {
        return new Choice(index, Map.of(), namespace, null, null);
    }

    /**
     * Adds a shape.
     *
     * @param word the word
     * @param shape what the line looks like then; the word is one of its arguments, of any type
     * @return a new choice
     */
    public Choice with(String word, Shape shape) {
        Map<String, Shape> all = new LinkedHashMap<>(byWord);
        all.put(word, shape);
        return new Choice(index, all, namespace, none, quoted);
    }

    /**
     * Lets the word be left out.
     *
     * @param shape what the line looks like without it
     * @return a new choice
     */
    public Choice orNone(Shape shape) {
        return new Choice(index, byWord, namespace, shape, quoted);
    }

    /**
     * Lets something else stand in quotes in the place of the word.
     *
     * @param shape what the line looks like then
     * @return a new choice
     */
    public Choice orQuoted(Shape shape) {
        return new Choice(index, byWord, namespace, none, shape);
    }

    /**
     * Returns the place of the word.
     *
     * @return the index among the arguments
     */
    public int index() {
        return index;
    }

    /**
     * Returns the words and shapes.
     *
     * @return the shapes by word, unmodifiable
     */
    public Map<String, Shape> shapes() {
        return Map.copyOf(byWord);
    }

    /**
     * Returns the shape without the word.
     *
     * @return the shape, empty where the word must be there
     */
    public Optional<Shape> none() {
        return Optional.ofNullable(none);
    }

    Optional<Shape> quoted() {
        return Optional.ofNullable(quoted);
    }

    /** Returns this choice for lines in which another word stands before the arguments. */
    Choice behind(Slot<?> word) {
        Map<String, Shape> all = new LinkedHashMap<>();
        byWord.forEach((name, shape) -> all.put(name, shape.behind(word)));
        return new Choice(
                index + 1,
                all,
                namespace,
                none().map(shape -> shape.behind(word)).orElse(null),
                quoted().map(shape -> shape.behind(word)).orElse(null));
    }

    String namespace() {
        return namespace;
    }

    Optional<Shape> pick(List<String> arguments) {
        return index < arguments.size() ? Optional.ofNullable(byWord.get(arguments.get(index))) : none();
    }
}
