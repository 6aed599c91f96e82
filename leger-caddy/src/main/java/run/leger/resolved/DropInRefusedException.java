package run.leger.resolved;

import java.nio.file.Path;
import run.leger.core.LegerException;

/** A drop-in is left as it is: it is not ours, or what would be written does harm. Nothing was changed. */
public final class DropInRefusedException extends LegerException {
    private static final long serialVersionUID = 1L;

    private final String path;

    DropInRefusedException(Path path, String message, String remedy) {
        super(message, remedy, null);
        this.path = path.toString();
    }

    /**
     * Returns which file it was.
     *
     * @return its path
     */
    public String path() {
        return path;
    }
}
