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
        this(path, message, "check that the folder exists, has space and is writable for this user", cause);
    }

    /**
     * Makes an error of a file that could not be read.
     *
     * @param path which file
     * @param message what failed, and why
     * @param cause the underlying failure, or null
     * @return the error, whose remedy speaks of reading
     */
    public static FileFailedException reading(String path, String message, @Nullable Throwable cause) {
        return new FileFailedException(path, message, "check the path, and that this user may read it", cause);
    }

    /**
     * Makes an error with a remedy of its own.
     *
     * @param path which file
     * @param message what failed, and why
     * @param remedy what to do
     * @param cause the underlying failure, or null
     */
    public FileFailedException(String path, String message, String remedy, @Nullable Throwable cause) {
        super(message, remedy, cause);
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
