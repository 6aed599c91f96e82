package run.leger.setec.rotate;

/**
 * Frees a value that nobody uses any more.
 *
 * @param <T> what is freed
 */
@FunctionalInterface
public interface Close<T> {
    /**
     * Frees it. Called once for each value that was built, on a thread of its own.
     *
     * @param value the value
     * @throws Exception if that fails; it is logged by class, and not tried again
     */
    void close(T value) throws Exception;
}
