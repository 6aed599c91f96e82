package run.leger.tailscale;

import org.jspecify.annotations.Nullable;
import run.leger.core.ApiException;

/** The other device did not take a file, or could not be reached. Status and message are its own, passed on by the daemon here. */
public final class FileNotTakenException extends ApiException {
    private static final long serialVersionUID = 1L;

    FileNotTakenException(ApiException e, @Nullable String remedy) {
        super(e.endpoint(), e.status(), e.serverMessage(), remedy);
    }
}
