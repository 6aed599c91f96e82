package run.leger.core;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The service, or somebody behind it, asks for fewer calls. */
public final class RateLimitedException extends ApiException {
    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    /**
     * Makes an error.
     *
     * @param endpoint the operation, as {@code METHOD /path}
     * @param status the HTTP status
     * @param serverMessage what the service said
     * @param retryAfter how long to wait, or null where the service did not say
     */
    public RateLimitedException(String endpoint, int status, String serverMessage, @Nullable Duration retryAfter) {
        super(
                endpoint,
                status,
                serverMessage,
                retryAfter == null
                        ? "wait before calling again"
                        : "wait " + retryAfter.toSeconds() + " s, then call again");
        this.retryAfter = retryAfter;
    }

    /**
     * Returns how long the service asks to wait.
     *
     * @return the time to wait, or empty where it did not say
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
