package run.leger.setec.cache;

import java.nio.file.Path;
import run.leger.core.LegerException;

/**
 * A file is there, and must not be believed: one subtype per cause. A store reports it and goes on as if there were none.
 */
public abstract class UntrustedFileException extends LegerException {
    private static final long serialVersionUID = 1L;

    private final String path;

    UntrustedFileException(Path path, String why, String remedy) {
        super("cannot believe " + path + ": " + why, remedy, null);
        this.path = path.toString();
    }

    /**
     * Returns which file it was.
     *
     * @return its path
     */
    public final String path() {
        return path;
    }
}
