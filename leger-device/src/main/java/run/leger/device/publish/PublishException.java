package run.leger.device.publish;

import run.leger.core.LegerException;

/** A plan is not one that may be applied. The message says why; nothing was changed. */
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
        OTHER_FILE
    }

    PublishException(Reason reason, String message, String remedy) {
        super(message + "; nothing was changed", remedy, null);
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
