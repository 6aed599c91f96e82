package run.leger.tailscale;

import org.jspecify.annotations.Nullable;
import run.leger.core.ApiException;

/** The daemon does not serve things that way. Nothing was changed. */
public final class ServeConfigRefusedException extends ApiException {
    private static final long serialVersionUID = 1L;

    ServeConfigRefusedException(ApiException e, @Nullable String remedy) {
        super(e.endpoint(), e.status(), e.serverMessage(), remedy);
    }
}
