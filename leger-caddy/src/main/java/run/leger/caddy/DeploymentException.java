package run.leger.caddy;

import org.jspecify.annotations.Nullable;
import run.leger.core.LegerException;

/**
 * A configuration was not deployed. The message says why, what Caddy serves now, and what the file is; the cause is what went wrong.
 *
 * <p>The file and what runs agree, unless {@link #serving()} says that something else runs, or that it is not known.
 */
public final class DeploymentException extends LegerException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final Serving serving;

    /** Why a configuration was not deployed. New reasons may be added. */
    public enum Reason {
        /** Caddy does not start it. */
        REFUSED,
        /** Somebody else changed the file or what runs since the plan was made, or is deploying right now. */
        CONFLICT,
        /** The file cannot be read or written: no right, no space. */
        FILE,
        /** It has nothing in it that Caddy would do: everything would be unloaded. */
        EMPTY,
        /** The configuration would take the admin API away from where it is asked: it could be neither checked nor put back. */
        ENDPOINT,
        /** Caddy went away, did not answer in time, or does not allow this client. */
        CADDY
    }

    /** What Caddy serves after a deployment that failed. */
    public enum Serving {
        /** The configuration before. The file is the one before, too. */
        OLD("Caddy serves the old configuration, and the file is as it was"),
        /** The new configuration. The file is the new one, too. */
        NEW("Caddy serves the new configuration, and the file is the new one"),
        /** What others have loaded. The file is as others have it, too: this deployment did not change it. */
        OTHER("what Caddy serves, and the file, are as others have them"),
        /** Nothing answers. The file is not changed, and a Caddy that is started with it serves what it says. */
        NOTHING("nobody answers; the file was not changed, and a Caddy that is started with it serves what it says"),
        /** It could not be found out, or the configuration before could not be put back. The file is not changed. */
        UNKNOWN("what Caddy serves is not known; the file was not changed");

        private final String words;

        Serving(String words) {
            this.words = words;
        }
    }

    DeploymentException(Reason reason, Serving serving, String why, String remedy, @Nullable Throwable cause) {
        super(why + "; " + serving.words, remedy, cause);
        this.reason = reason;
        this.serving = serving;
    }

    /**
     * Returns why.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /**
     * Returns what Caddy serves now, and with it what the file is.
     *
     * @return what is served
     */
    public Serving serving() {
        return serving;
    }
}
