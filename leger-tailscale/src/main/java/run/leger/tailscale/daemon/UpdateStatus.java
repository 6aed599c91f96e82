package run.leger.tailscale.daemon;

import run.leger.core.internal.JsonIn;

/**
 * How an update of the daemon stands. Open: a newer daemon may use a word that is not known here.
 *
 * @param wire the daemon's word
 */
public record UpdateStatus(String wire) {
    /** It goes on. */
    public static final UpdateStatus IN_PROGRESS = new UpdateStatus("UpdateInProgress");
    /** It is done. */
    public static final UpdateStatus FINISHED = new UpdateStatus("UpdateFinished");
    /** It failed. */
    public static final UpdateStatus FAILED = new UpdateStatus("UpdateFailed");

    static final UpdateStatus NONE = new UpdateStatus("");

    static UpdateStatus read(JsonIn in) {
        return new UpdateStatus(in.text());
    }

    @Override
    public String toString() {
        return wire;
    }
}
