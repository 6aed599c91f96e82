package run.leger.device.publish;

import org.jspecify.annotations.Nullable;
import run.leger.core.LegerException;

/** A plan was not applied. The message says why, and what is served now. */
public final class PublishException extends LegerException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why a plan was not applied. New reasons may be added. */
    public enum Reason {
        /** The plan has problems. Nothing was changed. */
        UNSOUND,
        /** Caddy serves sites that are not ours. Nothing was changed. */
        OTHER_SITES,
        /** The Caddyfile in the folder is not ours. Nothing was changed. */
        OTHER_FILE,
        /** Caddy refused the configuration or went away, and everything is as it was before. */
        ROLLED_BACK,
        /** Caddy refused the configuration or went away; the files are as they were before, and what Caddy serves could not be found out. */
        UNKNOWN
    }

    PublishException(Reason reason, String message, String remedy, @Nullable Throwable cause) {
        super(message, remedy, cause);
        this.reason = reason;
    }

    /**
     * Returns why.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
