package run.leger.setec;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Function;
import run.leger.core.SecretBytes;

/**
 * A handle on a secret: gives the value of the moment, and never blocks on anything outside of this process. Keep the handle, not the value: the
 * handle follows rotation.
 *
 * <p>Safe for use by many threads. Its text form is name and version.
 *
 * <p>Mirrors {@code setec.Secret}.
 */
public interface Secret {
    /**
     * Returns a handle on a value that never changes: for tests, and for a program that has its secret from elsewhere, such as {@code
     * SecretBytes.take(Files.readAllBytes(path))}. It is version 1, a refresh gives it again, and its listeners are never called.
     *
     * <p>Mirrors {@code setec.StaticSecret}.
     *
     * @param name which secret
     * @param value the bytes, by reference: once they are closed, the handle has nothing
     * @return the handle
     */
    static Secret of(SecretName name, SecretBytes value) {
        return new FixedSecret(name, value);
    }

    /**
     * Returns which secret this is.
     *
     * @return the name
     */
    SecretName name();

    /**
     * Returns the value of the moment, by reference: the same object until the secret is rotated. Do not close it, it is the store's.
     *
     * @return value and version, which belong together
     * @throws SecretUnavailableException if there is no value, or it is older than it may be
     */
    SecretValue current();

    /**
     * Lends a copy of the bytes, and wipes it when the function returns or throws.
     *
     * @param function what to do with them; it must not keep the array
     * @param <T> its result
     * @return what the function returned
     * @throws SecretUnavailableException if there is no value, or it is older than it may be
     */
    default <T> T use(Function<byte[], T> function) {
        return current().value().use(function);
    }

    /**
     * Returns the value as text, which cannot be wiped: for programs that take secrets in no other form.
     *
     * @return the bytes read as UTF-8, anew at each call
     * @throws SecretUnavailableException if there is no value, or it is older than it may be
     */
    default String text() {
        return use(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /**
     * Returns where the value comes from, how old it is, and how keeping it fresh fares. Never blocks.
     *
     * @return the state of the moment
     */
    SecretState state();

    /**
     * Asks the source for this secret now, and waits. All who ask at the same time share one answer.
     *
     * @return the value afterwards, by reference, see {@link #current}
     * @throws run.leger.core.LegerException if it could not be had; the value of before stays
     */
    SecretValue refresh();

    /**
     * Has a listener called with each new value, after it is what {@link #current} returns. Not called with the value that is there already. Calls
     * come one after another, on a thread of the store; what the listener throws is logged, and stops nothing.
     *
     * @param listener called with the new value, by reference
     * @return closes the subscription
     */
    Subscription onChange(Consumer<SecretValue> listener);

    /** What a listener was added with. */
    @FunctionalInterface
    interface Subscription extends AutoCloseable {
        /** Ends it: no call begins afterwards. Closing twice does nothing. */
        @Override
        void close();
    }
}
