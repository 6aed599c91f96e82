package run.leger.setec.cache;

import java.nio.file.Path;

/** Others than this user may have read or written it, or it is no ordinary file. */
public final class ExposedFileException extends UntrustedFileException {
    private static final long serialVersionUID = 1L;

    ExposedFileException(Path path, String why, String remedy) {
        super(path, why, remedy);
    }
}
