package run.leger.core;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything that can go wrong outside the caller's program: one subtype per cause, each with what to do about it.
 *
 * <p>Misuse of the API (a null, a bad argument, a closed builder) is a {@link NullPointerException}, {@link
 * IllegalArgumentException} or {@link IllegalStateException} instead. Messages name the operation, the place and the status; they
 * never hold a secret or a token.
 */
public abstract class LegerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String remedy;

    /**
     * Makes an error.
     *
     * @param message what happened, and where
     * @param remedy what the reader can do about it, or null where nothing is known to help
     * @param cause the underlying failure, or null
     */
    protected LegerException(String message, @Nullable String remedy, @Nullable Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    /**
     * Returns what to do about this error, in words that are true for the state it was raised in, often with the exact command.
     *
     * @return the remedy, or empty where none is known
     */
    public Optional<String> remedy() {
        return Optional.ofNullable(remedy);
    }
}
