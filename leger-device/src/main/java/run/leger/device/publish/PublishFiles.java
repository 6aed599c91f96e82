package run.leger.device.publish;

import java.nio.file.Path;
import run.leger.core.AtomicFile;

/** The files of a published device, and how each is written. */
final class PublishFiles {
    private final Path folder;

    PublishFiles(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    Path folder() {
        return folder;
    }

    /** What Caddy serves, or shall serve. */
    Path caddyfile() {
        return folder.resolve("Caddyfile");
    }

    /** The last Caddyfile that Caddy accepted. */
    AtomicFile lastGood() {
        return AtomicFile.readable(folder.resolve("Caddyfile.last-good"));
    }

    /** The key and the certificate for the names below the device's own. */
    AtomicFile wildcard() {
        return AtomicFile.secret(folder.resolve("wildcard.pem"));
    }
}
