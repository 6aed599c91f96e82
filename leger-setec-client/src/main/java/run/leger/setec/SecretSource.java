package run.leger.setec;

import run.leger.core.CallOptions;

/**
 * Where secrets come from: a server, a file, the environment, or several of them in turn. A store reads from one, so that the same
 * program runs in development and in production.
 *
 * <p>Implementations are safe for use by many threads, and never put a value into a message.
 *
 * <p>Mirrors {@code setec.StoreClient}.
 */
public interface SecretSource extends AutoCloseable {
    /**
     * Returns the active value.
     *
     * @param name which secret
     * @return the value and its version, which is the caller's to close
     * @throws run.leger.core.NotFoundException if there is no such secret
     * @throws run.leger.core.AccessDeniedException if this program may not have it
     * @throws run.leger.core.LegerException if it cannot be had now
     */
    SecretValue get(SecretName name);

    /**
     * Returns the active value if it is of another version than the one held. Other means different, not greater.
     *
     * @param name which secret
     * @param held the version held
     * @return the active value, or that nothing changed
     * @throws run.leger.core.NotFoundException if there is no such secret
     * @throws run.leger.core.AccessDeniedException if this program may not have it
     * @throws run.leger.core.LegerException if it cannot be had now
     */
    default Refresh getIfChanged(SecretName name, SecretVersion held) {
        SecretValue now = get(name);
        if (now.version().equals(held)) {
            now.close();
            return new Refresh.Unchanged(held);
        }
        return new Refresh.Changed(now);
    }

    /**
     * Returns a view with other deadlines, where this source has any.
     *
     * @param options deadlines and bounds
     * @return the view, which shares what this one has open; closing it does nothing
     */
    default SecretSource with(CallOptions options) {
        return this;
    }

    /**
     * Tells what this is, for messages and reports.
     *
     * @return such as {@code server https://setec.example.ts.net} or {@code file /etc/leger/secrets.json}; never a value
     */
    String description();

    /**
     * Tells where the last value of a secret came from. A source that asks several others names the one that answered.
     *
     * @param name which secret
     * @return a description, such as {@code environment}; that of this source where it asks no others, or was not asked for this secret yet
     */
    default String origin(SecretName name) {
        return description();
    }

    /** Frees what is open. */
    @Override
    default void close() {}
}
