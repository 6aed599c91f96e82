package run.leger.caddy.grammar;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.Line;

/**
 * A line of a block, by its name: a subdirective or an option. It is read from a block with {@link #in}, and made with {@link #of} or
 * {@link #literal}. Immutable.
 *
 * @param <T> what it says: {@link Boolean} for a name alone, a value, a list of values, or the whole line
 */
public final class Setting<T> {
    private final String name;
    private final Supplier<Shape> shape;
    private final boolean once;
    private final boolean needed;
    private final Function<Directive, T> reader;
    private final Function<T, Directive> writer;

    private Setting(
            String name,
            Supplier<Shape> shape,
            boolean once,
            boolean needed,
            Function<Directive, T> reader,
            Function<T, Directive> writer) {
        this.name = name;
        this.shape = shape;
        this.once = once;
        this.needed = needed;
        this.reader = reader;
        this.writer = writer;
    }

    /**
     * Returns a setting that is a name alone.
     *
     * @param name the name
     * @return the setting; its value is true where it stands
     */
    public static Setting<Boolean> flag(String name) {
        Shape shape = Shape.of();
        return new Setting<>(name, () -> shape, false, false, line -> true, value -> {
            if (!value) {
                throw new IllegalArgumentException(name + " is switched off by leaving it out");
            }
            return Directive.of(name);
        });
    }

    /**
     * Returns a setting with one argument.
     *
     * @param name the name
     * @param type what the argument is
     * @param <T> what it is in Java
     * @return the setting
     */
    public static <T> Setting<T> of(String name, ValueType<T> type) {
        Slot<T> slot = new Slot<>(0, type.name(), type);
        Shape shape = Shape.of(slot);
        return new Setting<>(
                name,
                () -> shape,
                false,
                false,
                line -> slot.in(line).orElseThrow(() -> new IllegalArgumentException(name + " has no argument")),
                value -> Directive.of(name).with(Slot.in(name, () -> type.write(value))));
    }

    /**
     * Returns a setting with one or more arguments of a type.
     *
     * @param name the name
     * @param type what each argument is
     * @param <T> what it is in Java
     * @return the setting
     */
    public static <T> Setting<List<T>> list(String name, ValueType<T> type) {
        Slot<T> slot = new Slot<>(0, type.name(), type);
        Shape shape = Shape.of().rest(slot, 1);
        return new Setting<>(
                name,
                () -> shape,
                false,
                false,
                slot::allIn,
                values -> Directive.of(name)
                        .with(values.stream()
                                .map(value -> Slot.in(name, () -> type.write(value)))
                                .toArray(Argument[]::new)));
    }

    /**
     * Returns a setting of any shape.
     *
     * @param name the name
     * @param shape its arguments and its block
     * @return the setting; its value is the whole line, from which the slots and settings of the shape are read
     */
    public static Setting<Directive> line(String name, Shape shape) {
        return line(name, () -> shape);
    }

    /**
     * Returns a setting of a shape that holds this setting again, such as a module within a module of its kind.
     *
     * @param name the name
     * @param shape gives its arguments and its block, the same each time; asked whenever they are needed
     * @return the setting; its value is the whole line, from which the slots and settings of the shape are read
     */
    public static Setting<Directive> line(String name, Supplier<Shape> shape) {
        return new Setting<>(name, shape, false, false, Function.identity(), line -> {
            if (!line.name().equals(name)) {
                throw new IllegalArgumentException("the line is a " + line.name() + ", not a " + name);
            }
            return line;
        });
    }

    /**
     * Returns this setting with another shape in place of its own, such as one whose number of arguments is not checked.
     *
     * @param other the shape; the first argument is read as before
     * @return a new setting
     */
    public Setting<T> shaped(Shape other) {
        return new Setting<>(name, () -> other, once, needed, reader, writer);
    }

    /**
     * Returns this setting, which Caddy refuses where it stands twice in a block. Other settings may be repeated: the last one counts, or all
     * add up.
     *
     * @return a new setting
     */
    public Setting<T> once() {
        return new Setting<>(name, shape, true, needed, reader, writer);
    }

    /**
     * Returns this setting, without which Caddy refuses a block that can have it, or that there is no block.
     *
     * @return a new setting
     */
    public Setting<T> needed() {
        return new Setting<>(name, shape, once, true, reader, writer);
    }

    /**
     * Reads the setting.
     *
     * @param block a line with a block
     * @return the value of the last line of this name, empty where there is none
     * @throws IllegalArgumentException if it has not the shape
     * @throws IllegalStateException if it depends on the environment of the Caddy process
     */
    public Optional<T> in(Directive block) {
        List<T> all = allIn(block);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /**
     * Reads a setting that may be repeated.
     *
     * @param block a line with a block
     * @return the values of all lines of this name, in their order
     * @throws IllegalArgumentException if one has not the shape
     * @throws IllegalStateException if one depends on the environment of the Caddy process
     */
    public List<T> allIn(Directive block) {
        return allIn(block.block().orElse(List.of()));
    }

    /**
     * Reads a setting from lines, such as the global options.
     *
     * @param lines the lines of a block
     * @return the values of all lines of this name, in their order
     * @throws IllegalArgumentException if one has not the shape
     * @throws IllegalStateException if one depends on the environment of the Caddy process
     */
    public List<T> allIn(List<Line> lines) {
        return lines.stream()
                .filter(line ->
                        line instanceof Directive directive && directive.name().equals(name))
                .map(Directive.class::cast)
                .map(reader)
                .toList();
    }

    /**
     * Returns the line that says a value.
     *
     * @param value the value
     * @return the line
     * @throws IllegalArgumentException if it is none that Caddy takes
     */
    public Directive of(T value) {
        return writer.apply(value);
    }

    /**
     * Returns the line with literal arguments, each spelt as its type wants it.
     *
     * @param arguments the texts; they stay what they are, also where Caddy replaces placeholders
     * @return the line
     * @throws IllegalArgumentException if there are too few or too many, or one is not of its type
     */
    public Directive literal(String... arguments) {
        return Directive.of(name).with(shape().literals(name, arguments));
    }

    /**
     * Returns the name.
     *
     * @return the first token of the line
     */
    public String name() {
        return name;
    }

    /**
     * Returns what the line looks like.
     *
     * @return arguments and block
     */
    public Shape shape() {
        return shape.get();
    }

    boolean isOnce() {
        return once;
    }

    boolean isNeeded() {
        return needed;
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
