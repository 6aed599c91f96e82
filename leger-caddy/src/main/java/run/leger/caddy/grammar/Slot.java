package run.leger.caddy.grammar;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;

/**
 * An argument of a line, by its place.
 *
 * @param index the place after name and matcher, from 0
 * @param name what it is called in messages
 * @param type what can stand there
 * @param <T> what it is in Java
 */
public record Slot<T>(int index, String name, ValueType<T> type) {
    /** Returns this slot one place further. */
    Slot<T> behind() {
        return new Slot<>(index + 1, name, type);
    }

    /** Returns the argument of a literal text, in a line of a name. */
    Argument literal(String line, String text) {
        return in(line + ", " + name, () -> type.literal(text));
    }

    /** Says in errors where the value was to stand. */
    static Argument in(String place, Supplier<Argument> argument) {
        try {
            return argument.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place + ": " + e.getMessage());
        }
    }

    /**
     * Reads it.
     *
     * @param line a line of the shape that this belongs to
     * @return the value, empty where the line has fewer arguments
     * @throws IllegalArgumentException if it is not of the type
     * @throws IllegalStateException if it depends on the environment of the Caddy process
     */
    public Optional<T> in(Directive line) {
        List<Argument> arguments = line.arguments();
        return index < arguments.size() ? Optional.of(type.read(arguments.get(index))) : Optional.empty();
    }

    /**
     * Reads it and all that follow, where the last slot repeats.
     *
     * @param line a line of the shape that this belongs to
     * @return the values in their order
     * @throws IllegalArgumentException if one is not of the type
     * @throws IllegalStateException if one depends on the environment of the Caddy process
     */
    public List<T> allIn(Directive line) {
        return line.arguments().stream().skip(index).map(type::read).toList();
    }
}
