package run.leger.setec.cache;

import java.nio.file.Path;

/** It was sealed longer ago than it may be. */
public final class ExpiredFileException extends UntrustedFileException {
    private static final long serialVersionUID = 1L;

    ExpiredFileException(Path path, String why) {
        super(
                path,
                why,
                "delete the file: a cache is written anew as soon as the server can be asked; if the clock of this device is wrong, set it");
    }
}
