package run.leger.setec.source;

import org.jspecify.annotations.Nullable;
import run.leger.core.LegerException;

/** A source has something for a secret, or for all, that cannot be read as what it should be. The message tells the place, never the content. */
public final class UnreadableSourceException extends LegerException {
    private static final long serialVersionUID = 1L;

    UnreadableSourceException(String message, String remedy, @Nullable Throwable cause) {
        super(message, remedy, cause);
    }
}
