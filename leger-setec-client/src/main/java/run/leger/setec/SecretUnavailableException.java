package run.leger.setec;

import org.jspecify.annotations.Nullable;
import run.leger.core.LegerException;

/** A handle has no value to give, or none that is as fresh as it must be. */
public final class SecretUnavailableException extends LegerException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an error.
     *
     * @param message what is missing, by name, never a value
     * @param remedy what the reader can do about it, or null
     * @param cause why, or null
     */
    public SecretUnavailableException(String message, @Nullable String remedy, @Nullable Throwable cause) {
        super(message, remedy, cause);
    }
}
