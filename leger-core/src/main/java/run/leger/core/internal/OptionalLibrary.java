package run.leger.core.internal;

/** A dependency that callers bring themselves, where they use what needs it. */
public final class OptionalLibrary {
    private OptionalLibrary() {}

    /** Fails, naming what to add, where a class of the library cannot be seen from ours. */
    public static void require(Class<?> ours, String theirs, String library, String toAdd) {
        try {
            Class.forName(theirs, false, ours.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(library + " is not there: add " + toAdd, e);
        }
    }
}
