package run.leger.setec.cache;

import java.nio.file.Path;

/** It was cut short, changed since it was written, or never was a file of this kind. */
public final class DamagedFileException extends UntrustedFileException {
    private static final long serialVersionUID = 1L;

    DamagedFileException(Path path, String why) {
        super(
                path,
                why,
                "delete the file: a cache is written anew; of anything else put a copy back that was made by this program");
    }
}
