package run.leger.core;

import org.jspecify.annotations.Nullable;

/** A file could not be read or written: no right, no space, no folder. What was there before is still there. */
public final class FileFailedException extends LegerException {
    private static final long serialVersionUID = 1L;

    private final String path;

    /**
     * Makes an error.
     *
     * @param path which file
     * @param message what failed, and why
     * @param cause the underlying failure, or null
     */
    public FileFailedException(String path, String message, @Nullable Throwable cause) {
        super(message, "check that the folder exists, has space and is writable for this user", cause);
        this.path = path;
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
