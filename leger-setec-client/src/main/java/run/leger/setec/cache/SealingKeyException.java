package run.leger.setec.cache;

import org.jspecify.annotations.Nullable;
import run.leger.core.LegerException;

/** The key of a sealed file cannot be had, is exposed, or is no key for sealing. */
public final class SealingKeyException extends LegerException {
    private static final long serialVersionUID = 1L;

    SealingKeyException(String message, String remedy, @Nullable Throwable cause) {
        super(message, remedy, cause);
    }
}
