package run.leger.tailscale;

import java.util.Optional;
import run.leger.core.ApiException;

/** The device is logged out, or its key has expired, which {@link KeyExpiredException} tells apart. */
public class NeedsLoginException extends BackendStateException {
    private static final long serialVersionUID = 1L;

    private final String authUrl;

    NeedsLoginException(ApiException failure, BackendState state, String authUrl, String remedy) {
        super(failure, state, remedy);
        this.authUrl = authUrl;
    }

    /**
     * Returns where somebody can log in, if a login has been started. Check its scheme before opening it.
     *
     * @return the address, or empty
     */
    public final Optional<String> authUrl() {
        return authUrl.isEmpty() ? Optional.empty() : Optional.of(authUrl);
    }
}
