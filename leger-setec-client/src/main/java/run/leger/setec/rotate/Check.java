package run.leger.setec.rotate;

/**
 * Tells whether a value that was built works, before it is used.
 *
 * @param <T> what is checked
 */
@FunctionalInterface
public interface Check<T> {
    /**
     * Checks it. May block; no lock is held meanwhile.
     *
     * @param built the new value
     * @return whether it may take the place of the one before
     * @throws Exception if it may not
     */
    boolean accepts(T built) throws Exception;
}
