package run.leger.core;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that must not be seen: no text form, no serialization, compared in constant time, wiped on close. Safe for use by many threads.
 *
 * <p>The bytes are copied in and out. {@link #use} hands out a copy that is wiped afterwards, and is the way to prefer.
 */
public final class SecretBytes implements AutoCloseable {
    private final byte[] bytes;
    private volatile boolean closed;

    private SecretBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Returns secret bytes with a copy of these.
     *
     * @param bytes the bytes; the caller still owns them, and should wipe them
     * @return the secret
     */
    public static SecretBytes copyOf(byte[] bytes) {
        return new SecretBytes(bytes.clone());
    }

    /**
     * Returns secret bytes with a copy of these, and overwrites the given ones with zeros.
     *
     * @param bytes the bytes, all zero afterwards
     * @return the secret
     */
    public static SecretBytes take(byte[] bytes) {
        SecretBytes secret = copyOf(bytes);
        Arrays.fill(bytes, (byte) 0);
        return secret;
    }

    /**
     * Lends a copy of the bytes, and wipes it when the function returns or throws.
     *
     * @param function what to do with them; it must not keep the array
     * @param <T> its result
     * @return what the function returned
     * @throws IllegalStateException if this secret was closed
     */
    public <T> T use(Function<byte[], T> function) {
        byte[] copy = copy();
        try {
            return function.apply(copy);
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    /**
     * Returns a copy, which the caller should wipe after use.
     *
     * @return the bytes
     * @throws IllegalStateException if this secret was closed
     */
    public byte[] copy() {
        synchronized (bytes) {
            requireOpen();
            return bytes.clone();
        }
    }

    /**
     * Returns how many bytes there are.
     *
     * @return the length
     * @throws IllegalStateException if this secret was closed
     */
    public int length() {
        requireOpen();
        return bytes.length;
    }

    /** Overwrites the bytes. Closing twice does nothing. */
    @Override
    public void close() {
        synchronized (bytes) {
            closed = true;
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the secret was closed");
        }
    }

    /**
     * Compares in a time that does not depend on the bytes.
     *
     * @param other anything
     * @return whether it is a secret with the same bytes; a closed one equals only itself
     */
    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof SecretBytes secret
                && !closed
                && !secret.closed
                && MessageDigest.isEqual(bytes, secret.bytes);
    }

    /**
     * Returns the same for all secrets: a hash of the bytes would tell about them. Do not use secrets as keys of a map.
     *
     * @return a constant
     */
    @Override
    public int hashCode() {
        return 0x5ec7e7;
    }

    /**
     * Returns no part of the secret, not even its length.
     *
     * @return a fixed word
     */
    @Override
    public String toString() {
        return "SecretBytes(hidden)";
    }
}
