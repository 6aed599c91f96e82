package run.leger.core;

import java.time.Duration;

/** A deadline passed: the connection was cut, and whether the call took effect is not known. */
public final class DeadlineExceededException extends TransportException {
    private static final long serialVersionUID = 1L;

    private static final String REMEDY =
            "allow the call more time, or find out why the other side is slow; a change may have been made all the same";

    private final Phase phase;
    private final Duration limit;

    /**
     * Makes an error.
     *
     * @param phase whose deadline passed
     * @param limit how long that was
     * @param message what happened, and where
     */
    public DeadlineExceededException(Phase phase, Duration limit, String message) {
        super(message, REMEDY, null);
        this.phase = phase;
        this.limit = limit;
    }

    /**
     * Returns whose deadline passed.
     *
     * @return the phase
     */
    public Phase phase() {
        return phase;
    }

    /**
     * Returns how long the deadline was.
     *
     * @return the limit that was set
     */
    public Duration limit() {
        return limit;
    }
}
