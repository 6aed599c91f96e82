package run.leger.testkit;

/** The ways in which a server can fail its client, apart from answering with an error. */
public enum Fault {
    /** Reads the request and never answers. */
    STALL_BEFORE_HEADER,
    /** Sends half of the head, then nothing. */
    STALL_IN_HEADER,
    /** Sends the head and half of the body, then nothing. */
    STALL_IN_BODY,
    /** Reads the head of the request and closes, without asking for a body. */
    CLOSE_BEFORE_BODY,
    /** Reads the request and closes. */
    CLOSE_BEFORE_RESPONSE,
    /** Sends the head with a length, half of the body, and closes. */
    CLOSE_IN_BODY,
    /** Sends the head, one chunk of two, and closes. */
    CLOSE_IN_CHUNKS,
    /** Sends header lines without end. */
    ENDLESS_HEADER,
    /** Sends one header line without end. */
    ENDLESS_HEADER_LINE,
    /** Sends a body without end. */
    ENDLESS_BODY,
    /** Answers in something that is not HTTP. */
    NOT_HTTP,
    /** Answers, and closes although it promised to keep the connection. */
    CLOSE_AFTER_RESPONSE,
    /** Sends an interim response before the answer. */
    INTERIM_FIRST,
    /** Answers 413 as soon as the head is there, does not read the body, and closes. */
    REFUSE_BODY
}
