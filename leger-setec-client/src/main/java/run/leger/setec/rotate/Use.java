package run.leger.setec.rotate;

import org.jspecify.annotations.Nullable;

/**
 * Does something with a borrowed value.
 *
 * @param <T> what is borrowed
 * @param <R> the result
 * @param <E> what it may throw; {@link RuntimeException} where that is nothing checked
 */
@FunctionalInterface
public interface Use<T, R extends @Nullable Object, E extends Exception> {
    /**
     * Uses it.
     *
     * @param value the value; it must not be kept
     * @return the result
     * @throws E if it fails
     */
    R apply(T value) throws E;
}
