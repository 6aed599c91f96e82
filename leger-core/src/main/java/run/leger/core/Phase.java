package run.leger.core;

/** The parts of a call that have a deadline of their own. */
public enum Phase {
    /** Reaching the other side. */
    CONNECT,
    /** From the request's last byte to the end of the response's head. */
    HEADER,
    /** Silence between two bytes of the request or of the response's body. */
    IDLE,
    /** The whole call. */
    TOTAL
}
