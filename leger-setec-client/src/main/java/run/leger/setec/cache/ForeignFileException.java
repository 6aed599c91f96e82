package run.leger.setec.cache;

import java.nio.file.Path;

/** It was sealed with another key, for another server, or for another purpose. */
public final class ForeignFileException extends UntrustedFileException {
    private static final long serialVersionUID = 1L;

    ForeignFileException(Path path, String why) {
        super(path, why, "give the path and the key that belong together, or delete the file: a cache is written anew");
    }
}
