package run.leger.setec.cache;

import java.nio.file.Path;

/** It is older than the last one that was written here: somebody put an old one back. */
public final class ReplayedFileException extends UntrustedFileException {
    private static final long serialVersionUID = 1L;

    ReplayedFileException(Path path, String why) {
        super(path, why, "find out who put the old file back, then delete it: a cache is written anew");
    }
}
